namespace Hotmail.Pacing;

/// <summary>
/// The configuration of the pacer, bound from the section <c>ProviderPacing</c>. It may change while the pacer runs: a reload is checked as a whole, and
/// then takes effect as a whole. Only <see cref="Dns"/>, <see cref="QueueOptions.Capacity"/>, <see cref="ObserverBuffer"/> and <see cref="ShowAddresses"/> stay as they were
/// at the start until the next one; a reload that changes one of them is logged as a warning.
/// </summary>
/// <remarks>
/// Options that are outside their range or contradict each other, such as a start above its maximum or a least jitter above the most, are an
/// <see cref="Microsoft.Extensions.Options.OptionsValidationException"/> when the pacer starts. It lists all of them, each with its full key and the allowed range.
/// </remarks>
public sealed class PacingOptions
{
    /// <summary>The configuration section's usual name.</summary>
    public const string SectionName = "ProviderPacing";

    /// <summary>
    /// The destination groups by name. The name of a shipped group (<c>microsoft-consumer</c>, <c>microsoft-365</c>, <c>gmail</c>, <c>yahoo</c>,
    /// <c>apple</c>) changes that group; any other name makes a new one.
    /// </summary>
    public IDictionary<string, DestinationGroupOptions> Groups { get; } = new Dictionary<string, DestinationGroupOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The limits of every domain that belongs to no group; each such domain is a group of its own. What is set here also holds for the groups,
    /// where neither they nor their shipped profile say otherwise.
    /// </summary>
    public DestinationGroupOptions Default { get; set; } = new();

    /// <summary>The egress sources by name. Without any there is one, named <c>default</c>, that leaves the address to the system.</summary>
    public IDictionary<string, EgressSourceOptions> EgressSources { get; } = new Dictionary<string, EgressSourceOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How mail exchangers are looked up.</summary>
    public DnsOptions Dns { get; set; } = new();

    /// <summary>The queue in memory.</summary>
    public QueueOptions Queue { get; set; } = new();

    /// <summary>
    /// The size in bytes of the largest message that is accepted; a larger one is an <see cref="InvalidMessageException"/>. A server's own limit (SIZE) may be lower: above
    /// that a message ends <see cref="RecipientStatus.Failed"/> as <see cref="Responses.ReplyClass.MessageTooLarge"/>, and is not sent.
    /// </summary>
    /// <value>Default 49,283,072 (47 MiB): what Microsoft's servers announced in EHLO in 2025 (<c>250-SIZE 49283072</c>). 1 to 2,147,483,647.</value>
    public long MaxMessageSize { get; set; } = 49_283_072;

    /// <summary>How long a graceful stop waits for the transactions under way.</summary>
    /// <value>Default 30 s, which is what a .NET host grants its services (<c>HostOptions.ShutdownTimeout</c>). 0 to 1 h.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many records may wait for a slow observer; what comes beyond that is not shown to it.</summary>
    /// <value>Default 100,000. 1 to 10,000,000.</value>
    public int ObserverBuffer { get; set; } = 100_000;

    /// <summary>Whether logs show whole addresses.</summary>
    /// <value>Default <see langword="false"/>: they are masked.</value>
    public bool ShowAddresses { get; set; }
}
