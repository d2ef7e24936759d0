namespace Hotmail.Pacing.Reputation.Snds;

/// <summary>How much an <see cref="SndsReader"/> takes from one file. What is past a limit is an error with its position.</summary>
public sealed class SndsReaderOptions
{
    /// <summary>The most rows.</summary>
    /// <value>1,000,000.</value>
    public int MaxRows { get; set; } = 1_000_000;

    /// <summary>The most characters of a row.</summary>
    /// <value>65,536.</value>
    public int MaxRowLength { get; set; } = 65_536;

    /// <summary>The most errors told of one file. More are not told.</summary>
    /// <value>100.</value>
    public int MaxErrors { get; set; } = 100;
}
