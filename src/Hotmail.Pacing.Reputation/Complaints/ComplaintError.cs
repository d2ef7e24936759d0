namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>Something wrong with a file of complaints or of SNDS data. What could still be understood was read.</summary>
public sealed record ComplaintError
{
    /// <summary>The name of the file, as it was given to the reader.</summary>
    public required string File { get; init; }

    /// <summary>What is wrong, in a sentence for people.</summary>
    public required string Reason { get; init; }

    /// <summary>Where: <c>byte 1234</c> (from 0) in e-mails, <c>line 5, column 3</c> in tables, where the column is the table's, from 1.</summary>
    public required string Position { get; init; }
}
