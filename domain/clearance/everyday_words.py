"""Words that are everywhere, in addresses, names and sentences: they lead to nobody."""

from __future__ import annotations

from typing import Final

_MAIL: Final = """
gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com live.co.uk
msn.com yahoo.com yahoo.co.uk ymail.com icloud.com me.com aol.com btinternet.com
sky.com talktalk.net virginmedia.com proton.me protonmail.com mail.com gmx.com nhs.net
"""
_UNITS: Final = """
apartment attic back basement block bungalow cottage first flat floor front ground
hall house lodge no number office room second studio suite the third unit
"""
_KINDS: Final = """
academy adult advice adults agency avenue bank bridge building care castle centre
charity child children childrens church city civic clinic close college community
conference corner council county court crescent domestic drive drug early east
education end estate family farm field gardens gate general gp great green grove health
high hill home homes hospital housing hub lane library little london lower main manor
market meeting mental mews midwifery mill new north nursery nursing of old on online
parish park parkway place police practice primary probation project queen queens rise
road row school schools secondary service services social south square station street
support surgery team terrace town trust upper victoria view village visiting walk way
west women womens wood woods work worker years youth
"""
_ORDINARY: Final = """
able amber angel april archer art ash august autumn baker banks barking barry bath
battle bay bear beck beer bell belle berry best bill bird bishop black blake blessing
bliss bob bond bonnie booth bow bowman boy brick brook brooks brown buck bunny burn bury
bush butcher butler candy carol carpenter carter cash chance chapel chapman charity
chase cherry chip christian clark clay cliff cloud coal cole comfort constance cook
cooper coral cotton crane cross crystal curry daisy dale dawn day dean december dell den
destiny diamond dick dolly don dot dove drake drew duke dusty earl easter eve eye fair
faith favour fawn fern finch fisher fleet fletcher flint flora flower ford forest foster
fox frank freedom friend frost gail gale gardener gay gem gene genesis gift ginger glass
glen glory golden good goodness grace grant gray green greens grey guy hale hammer hands
happy harbour hardy harmony harvest hatch hawk hazel head heath heather heaven heavens
hill holly honey honour hood hook hope house hunt hunter iris irons isle ivory ivy jack
jade jasmine jay jean jet jewel job joy judge june justice ken kind king kirk kit kitty
knight lace lake lamb lance law lawn leaf lee leek lemon liberty lily lion little lock
long love lovely low luck lucky mace mai major manly march mark marsh mason max may medi
melody mercy merit merry mike miles mill mills mind miracle mold moon more morning moss
mount music nelson nick noble noon norm north nurse oak ocean olive opal orchard page
pain paradise park parks parson pat patience peace peach pearl pen penny pepper pierce
pike piper pitt poet pond pool pope poppy porter potter power powers pray precious price
pride prince promise prudence queen rain ralph raven ray read reading red reed reef
refuge rex rice rich ring rise river rivers rob robin rock rocky rod roman rose rosemary
rowan ruby rugby rush russet rye sable sacha saffron sage sale salt sam sand sandwich
sandy savage scarlet sea seal season self senior shade sharp shaw shelter shepherd short
silver singer skip sky slate small smart smith snow sonny spark spear spring squire star
stark steel stern stone storm street strong style sue summer summers sun sunny sunshine
swallow swan swift tailor taylor teal temple thorn tide tiger time tom treasure trinity
true truth turner unity vale van vera verity vic victor violet wade walker wall walls
ward ware warren waters weaver webb welcome well wells west wheeler white wild will
williams willow win winner winter winters wisdom wolf wood woods worth wren wright young
"""
_NOBODY: Final = """
abu al all an and any are as at baby be bin bint binti boy but by can care case chair
child conference daughter de deal del den der did do dos dr early el english father for
friday friend from girl go had hand has he her him his how ibn if in infant irish is it
junior la le mac master me miss monday mother mr mrs ms my name named no not number of
on or our parent saturday scottish senior settle she sir so son sunday that the their
they this thursday to tuesday twin umm unborn unknown up us van visit von was we
wednesday welsh who why with yes yet you
"""

#: Mail domains at which everybody may have an address.
COMMON_MAIL: Final = frozenset(_MAIL.split())
#: Parts of a building: with a number alone they say nothing of which building.
UNITS: Final = frozenset(_UNITS.split())
#: Words of what services, venues and streets are called everywhere.
KINDS: Final = frozenset(_KINDS.split()) | UNITS
#: Names and towns that are words of every day too, unless they have a capital.
ORDINARY: Final = frozenset(_ORDINARY.split())
#: What stands in names and, alone, names nobody.
NOBODY: Final = frozenset(_NOBODY.split())
