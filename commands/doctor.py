from commands.output import calm


@calm
def doctor() -> None: ...
