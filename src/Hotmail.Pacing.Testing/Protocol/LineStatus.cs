namespace Hotmail.Pacing.Testing.Protocol;

internal enum LineStatus
{
    Incomplete,
    Line,
    TooLong,
    BareLineFeed,
}
