namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>What may be wrong with a domain's SPF.</summary>
public enum SpfIssueKind : byte
{
    /// <summary>The domain, or one that is included, has no record.</summary>
    NoRecord,

    /// <summary>A domain has more than one record.</summary>
    SeveralRecords,

    /// <summary>A record holds what RFC 7208 does not allow.</summary>
    SyntaxError,

    /// <summary>The DNS gave no answer, so that something could not be checked.</summary>
    DnsFailure,

    /// <summary>More than 10 terms need lookups.</summary>
    TooManyLookups,

    /// <summary>A domain's record leads back to itself.</summary>
    Loop,

    /// <summary>A lookup finds nothing.</summary>
    VoidLookup,

    /// <summary>More than 2 lookups find nothing.</summary>
    TooManyVoidLookups,

    /// <summary>A domain of <c>mx</c> has more than 10 mail exchangers.</summary>
    TooManyMailExchangers,

    /// <summary>Every client passes.</summary>
    AllowsEverybody,

    /// <summary>Nothing is said of the clients that no term matches.</summary>
    NoDefault,

    /// <summary>A term says what another has said.</summary>
    DuplicateTerm,

    /// <summary>A term is never reached.</summary>
    UnreachableTerm,

    /// <summary>The mechanism <c>ptr</c>, which RFC 7208 says not to use, is used.</summary>
    UsesPtr,
}
