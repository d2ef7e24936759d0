namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>Which domain most messages have, in the room of one (the majority vote of Boyer and Moore): it is right where a domain has more than half of them.</summary>
internal struct DomainVote
{
    private long _lead;

    public string? Domain { get; private set; }

    public void Add(string? domain, long messages, DomainPool pool)
    {
        if (domain is null || messages == 0)
        {
            return;
        }

        if (Domain is not null && (ReferenceEquals(domain, Domain) || domain.Equals(Domain, StringComparison.OrdinalIgnoreCase)))
        {
            _lead = _lead > long.MaxValue - messages ? long.MaxValue : _lead + messages;
        }
        else if (messages > _lead)
        {
            var kept = pool.Keep(domain);
            _lead = kept is null ? 0 : messages - _lead;
            Domain = kept ?? Domain;
        }
        else
        {
            _lead -= messages;
        }
    }

    public void Add(in DomainVote other, DomainPool pool) => Add(other.Domain, Math.Max(1, other._lead), pool);
}
