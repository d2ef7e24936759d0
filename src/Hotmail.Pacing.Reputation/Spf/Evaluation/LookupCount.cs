namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>Counts what an evaluation asks of the DNS (RFC 7208 §4.6.4).</summary>
internal sealed class LookupCount(int voidLimit, int limit = LookupCount.Limit)
{
    /// <summary>The most terms that may cause lookups, and the most names that one of them may lead to.</summary>
    public const int Limit = 10;

    public int Lookups { get; private set; }

    public int VoidLookups { get; private set; }

    /// <summary>Counts a term. Says why it may not be evaluated; null when it may.</summary>
    public string? Add() => ++Lookups > limit ? $"More than {limit} lookups are needed." : null;

    /// <summary>Counts a lookup that found nothing. Says why that was one too many; null when it was not.</summary>
    public string? AddVoid() => ++VoidLookups > voidLimit ? $"More than {voidLimit} lookups found nothing." : null;
}
