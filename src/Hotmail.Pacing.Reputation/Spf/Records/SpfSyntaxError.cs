namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>Something in a record that RFC 7208 does not allow.</summary>
/// <param name="Reason">What is wrong, as a sentence.</param>
/// <param name="Position">Where in the record's text, from 0.</param>
public sealed record SpfSyntaxError(string Reason, int Position);
