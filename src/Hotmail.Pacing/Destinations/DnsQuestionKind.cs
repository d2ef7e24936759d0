namespace Hotmail.Pacing.Destinations;

/// <summary>The record types that are asked for.</summary>
internal enum DnsQuestionKind : byte
{
    /// <summary>MX.</summary>
    Mx = 0,

    /// <summary>A.</summary>
    A,

    /// <summary>AAAA.</summary>
    Aaaa,
}
