using Hotmail.Pacing.Control;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing;

/// <summary>
/// A destination group: the section <c>ProviderPacing:Groups:NAME</c>, or <c>ProviderPacing:Default</c> for all other domains. What is not set is taken from the
/// shipped group of that name, else from <c>Default</c>, else it is the value named here.
/// </summary>
public sealed class DestinationGroupOptions
{
    /// <summary>
    /// The domains of the group: a domain, <c>*.example.com</c> (every domain below it), or <c>hotmail.*</c> (hotmail.com, hotmail.de, hotmail.co.uk …). Replaces those of the
    /// shipped group of that name. They decide before any <see cref="MxPatterns"/>.
    /// </summary>
    /// <value>Default: the shipped ones. A new group without any patterns, whose name is a domain, consists of that domain.</value>
    public IReadOnlyList<string>? Domains { get; set; }

    /// <summary>
    /// The mail exchangers of the group: a host, or <c>*.example.com</c> (every host below it). Replaces those of the shipped group of that name. Where another
    /// group's pattern here covers one of a shipped group, the shipped group's domains go with it.
    /// </summary>
    /// <value>Default: the shipped ones.</value>
    public IReadOnlyList<string>? MxPatterns { get; set; }

    /// <summary>The group that this one's domains and mail exchangers belong to instead: its limits hold for both. To be set alone, or with patterns.</summary>
    /// <value>Default none.</value>
    public string? MergeInto { get; set; }

    /// <summary>The connections that a path starts with.</summary>
    /// <value>Default 5, or <see cref="MaxParallelConnections"/> if that is less. 1 to <see cref="MaxParallelConnections"/>; more is refused at the start.</value>
    public int? StartConnections { get; set; }

    /// <summary>The most connections that a path may ever have open.</summary>
    /// <value>Default 20. 1 to 150, or to 1,000 with <see cref="AllowOver150"/>.</value>
    public int? MaxParallelConnections { get; set; }

    /// <summary>Consent to more than 150 connections, the phase <c>Review</c>: where the article on S3115 says to stop and review.</summary>
    /// <value>Default <see langword="false"/>. It holds for the <see cref="MaxParallelConnections"/> beside it.</value>
    public bool? AllowOver150 { get; set; }

    /// <summary>The most messages that one connection carries.</summary>
    /// <value>Default 100. 1 to 10,000.</value>
    public int? MaxMessagesPerConnection { get; set; }

    /// <summary>The most recipients in one transaction.</summary>
    /// <value>Default 100, which RFC 5321 §4.5.3.1.8 obliges receivers to take. 1 to 1,000.</value>
    public int? MaxRecipientsPerTransaction { get; set; }

    /// <summary>The delay before the second attempt.</summary>
    /// <value>Default 10 min. 1 ms to 7 days.</value>
    public TimeSpan? InitialRetryDelay { get; set; }

    /// <summary>How the delay grows from one retry to the next.</summary>
    /// <value>Default <see cref="Retries.RetryBackoff.Exponential"/>.</value>
    public RetryBackoff? RetryBackoff { get; set; }

    /// <summary>By how much an exponential delay grows each time.</summary>
    /// <value>Default 2. 1 to 100.</value>
    public double? RetryBackoffFactor { get; set; }

    /// <summary>The longest delay, before jitter.</summary>
    /// <value>Default 4 h, or <see cref="InitialRetryDelay"/> if that is more. <see cref="InitialRetryDelay"/> to 7 days.</value>
    public TimeSpan? MaxRetryDelay { get; set; }

    /// <summary>The least jitter, added to every delay.</summary>
    /// <value>Default 10 s. 0 to <see cref="RetryJitterMax"/>; more is refused at the start.</value>
    public TimeSpan? RetryJitterMin { get; set; }

    /// <summary>The most jitter.</summary>
    /// <value>Default 90 s. <see cref="RetryJitterMin"/> to 1 day.</value>
    public TimeSpan? RetryJitterMax { get; set; }

    /// <summary>How long a message may wait in the queue before its recipients expire: the campaign's window.</summary>
    /// <value>
    /// Default 1 day: a campaign is stale sooner than the 4 to 5 days for which RFC 5321 §4.5.4.1 has ordinary mail retried. 1 ms to 30 days.
    /// </value>
    public TimeSpan? QueueMaxAge { get; set; }

    /// <summary>How long a connection without work is kept open.</summary>
    /// <value>Default 5 s. 0 to 1 h.</value>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>STARTTLS off, opportunistic or required.</summary>
    /// <value>Default <see cref="TlsMode.Opportunistic"/>.</value>
    public TlsMode? Tls { get; set; }

    /// <summary>The time-out of opening the TCP connection.</summary>
    /// <value>Default 30 s. 1 ms to 1 h.</value>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>The time-out from the open connection to the greeting.</summary>
    /// <value>Default 5 min. 1 ms to 1 h.</value>
    public TimeSpan? GreetingTimeout { get; set; }

    /// <summary>The time-out of each command's reply, and of the TLS handshake.</summary>
    /// <value>Default 5 min. 1 ms to 1 h.</value>
    public TimeSpan? CommandTimeout { get; set; }

    /// <summary>The time-out of sending the message and of its final reply.</summary>
    /// <value>Default 10 min. 1 ms to 1 h.</value>
    public TimeSpan? DataTimeout { get; set; }

    /// <summary>How the group's path controllers behave.</summary>
    /// <value>Default: that of <c>Default</c>, as a whole; else the defaults of <see cref="ControlOptions"/>.</value>
    public ControlOptions? Control { get; set; }
}
