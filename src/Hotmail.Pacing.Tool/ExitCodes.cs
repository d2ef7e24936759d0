namespace Hotmail.Pacing.Tool;

/// <summary>How the tool ends.</summary>
internal static class ExitCodes
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done, or there was nothing to do it to.</summary>
    public const int NotDone = 1;

    /// <summary>It was asked wrongly, or there is no such spool.</summary>
    public const int BadInput = 2;
}
