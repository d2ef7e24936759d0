namespace Hotmail.Pacing.Reputation.MtaSts;

/// <summary>What came of the fetching of a policy.</summary>
public enum MtaStsResponseStatus : byte
{
    /// <summary>The policy is there.</summary>
    Found,

    /// <summary>The domain does not serve one as it must: another status than 200, a redirect, a certificate that is not valid, more than 64 KiB.</summary>
    Refused,

    /// <summary>Nobody answered in time. It says nothing about the domain; asked later, or from elsewhere, there may be an answer.</summary>
    Failed,
}
