namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>How outgoing mail is signed.</summary>
public sealed class DkimSigningOptions
{
    /// <summary>
    /// The domains with their keys; at least one. A message is signed for the domain of its From address; where that is not here, for the nearest parent that is: <c>example.com</c> signs for
    /// <c>news.example.com</c>, which DMARC accepts unless its <c>adkim</c> is <c>s</c>.
    /// </summary>
    public IList<DkimSigningDomain> Domains { get; } = [];

    /// <summary>What becomes of a message whose From domain has none of <see cref="Domains"/>.</summary>
    /// <value>
    /// <see cref="DkimUnmatchedAction.Refuse"/> unless set: an unsigned message is what costs trust, and at a mailbox provider it is refused too, after it has counted against the sender.
    /// </value>
    public DkimUnmatchedAction WhenNoDomainMatches { get; set; }

    /// <summary>The header fields that are signed, as often as the message has them. From need not be here.</summary>
    /// <value>Those that RFC 6376 §5.4.1 advises and those that belong to bulk mail.</value>
    public IList<string> Headers { get; } =
    [
        "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        "Resent-Date", "Resent-From", "Resent-To", "Resent-Cc", "Resent-Message-ID", "List-Id", "List-Help", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Subscribe", "List-Post", "List-Owner",
        "List-Archive", "Feedback-ID", "CFBL-Address", "CFBL-Feedback-ID",
    ];

    /// <summary>The header fields that are signed once more than the message has them, so that nobody can add one. From always is.</summary>
    /// <value>From, Reply-To, To, Cc, Subject, Date, Message-ID, MIME-Version, Content-Type, List-Unsubscribe and List-Unsubscribe-Post.</value>
    public IList<string> OversignedHeaders { get; } =
        ["From", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post"];

    /// <summary>After how long signatures expire (<c>x=</c>), in whole seconds, at least one. It must be longer than a message may wait in the queue, and as long again for the receiver.</summary>
    /// <value><see langword="null"/> for never, unless set.</value>
    public TimeSpan? ExpireAfter { get; set; }

    /// <summary>
    /// Whether the published key of each selector is looked up at the start: where it is missing, revoked, or not the private key's, the pacer does not start. A failure of the DNS is logged,
    /// and the start goes on.
    /// </summary>
    /// <value>False unless set.</value>
    public bool CheckPublishedKeys { get; set; }
}
