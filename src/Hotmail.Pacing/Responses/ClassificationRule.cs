namespace Hotmail.Pacing.Responses;

/// <summary>
/// One rule of the classifier, as data. It applies to a reply that meets every condition it states; a condition left empty is met by all.
/// </summary>
/// <remarks>
/// Text conditions are phrases, compared with letters and digits alone: case, accents of Latin letters, punctuation and line breaks do not count,
/// so <c>user unknown</c> is found in <c>User-Unknown</c> and in <c>user\nunknown</c>. A space at a phrase's start or end asks for a word's border there;
/// a <c>^</c> at its start asks for the start of the text.
/// Only the first <see cref="SmtpReply.MaxLength"/> characters of a reply are looked at.
/// </remarks>
public sealed record ClassificationRule
{
    /// <summary>The name that <see cref="Classification.Rule"/> carries: stable and short, such as <c>microsoft-connection-limit</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What a reply means that this rule applies to.</summary>
    public required ReplyClass Class { get; init; }

    /// <summary>What is counted, for <see cref="ReplyClass.ConnectionLimit"/>.</summary>
    /// <value>Default: <see cref="LimitScope.None"/>, which becomes <see cref="LimitScope.OpenConnections"/> where the class is <see cref="ReplyClass.ConnectionLimit"/>.</value>
    public LimitScope Scope { get; init; }

    /// <summary>Whether to try again, where that is not to follow the first digit of the code.</summary>
    /// <value>Default: <see langword="null"/>, 4yz is transient and 5yz permanent. No shipped rule sets it.</value>
    public Permanence? Permanence { get; init; }

    /// <summary>The destination groups that the rule is for, such as <c>microsoft-consumer</c>; case does not count.</summary>
    /// <value>Default: empty, every group.</value>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The stages that the rule is for.</summary>
    /// <value>Default: empty, every stage.</value>
    public IReadOnlyList<SmtpStage> Stages { get; init; } = [];

    /// <summary>The basic codes, such as 451; 4 stands for every 4yz, 5 for every 5yz.</summary>
    /// <value>Default: empty, every code.</value>
    public IReadOnlyList<int> Codes { get; init; } = [];

    /// <summary>The enhanced codes: <c>4.7.652</c>, <c>*.7.26</c> (whatever the class), <c>5.7.*</c> (every detail) or <c>5.7.606-649</c> (a range of details).</summary>
    /// <value>Default: empty, every reply with or without an enhanced code.</value>
    public IReadOnlyList<string> EnhancedCodes { get; init; } = [];

    /// <summary>Phrases of which at least one must be in the text.</summary>
    /// <value>Default: empty, any text.</value>
    public IReadOnlyList<string> AnyOf { get; init; } = [];

    /// <summary>More phrases of which at least one must be in the text as well.</summary>
    /// <value>Default: empty, any text.</value>
    public IReadOnlyList<string> AndAnyOf { get; init; } = [];

    /// <summary>Phrases that must all be in the text.</summary>
    /// <value>Default: empty, any text.</value>
    public IReadOnlyList<string> AllOf { get; init; } = [];

    /// <summary>Phrases that must not be in the text.</summary>
    /// <value>Default: empty, any text.</value>
    public IReadOnlyList<string> NoneOf { get; init; } = [];
}
