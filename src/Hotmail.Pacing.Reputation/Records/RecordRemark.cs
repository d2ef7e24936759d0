namespace Hotmail.Pacing.Reputation.Records;

/// <summary>Something that is noticed in a record's text.</summary>
/// <param name="Reason">What, as a sentence.</param>
/// <param name="Position">Where in the record's text, in characters from 0.</param>
public sealed record RecordRemark(string Reason, int Position);
