namespace Hotmail.Pacing;

/// <summary>Where mail leaves from: the section <c>ProviderPacing:EgressSources:NAME</c>.</summary>
public sealed class EgressSourceOptions
{
    /// <summary>
    /// The IP address of this machine that connections are bound to. An address that the machine has not is refused at the start, with those that it has; if it is lost
    /// later, the source's mail is deferred with that reason, and kept.
    /// </summary>
    /// <value>Default: the system's choice.</value>
    public string? LocalAddress { get; set; }

    /// <summary>The name given in EHLO: the fully qualified host name that the source's PTR record shows, or an address literal.</summary>
    /// <value>Default: the machine's name.</value>
    public string? EhloName { get; set; }

    /// <summary>The port of the recipients' mail exchangers; another than 25 serves tests.</summary>
    /// <value>Default 25. 1 to 65535.</value>
    public int Port { get; set; } = 25;

    /// <summary>
    /// Whether the source is new to the receivers (warm-up): its paths start at one or two connections and earn every step. Read when a path begins; a reload does not change
    /// a path that runs.
    /// </summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool IsNew { get; set; }

    /// <summary>The relay that takes all mail of this source.</summary>
    /// <value>Default none: mail goes to the recipients' mail exchangers.</value>
    public RelayOptions? Relay { get; set; }
}
