namespace Hotmail.Pacing.Testing.Protocol;

internal enum DataResult
{
    Complete,
    TooLarge,
    LineTooLong,
    BareLineFeed,
    ClientLeft,
    Dropped,
}
