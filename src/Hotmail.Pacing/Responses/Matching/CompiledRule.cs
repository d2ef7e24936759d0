namespace Hotmail.Pacing.Responses.Matching;

/// <summary>A rule made ready to be tested: names and phrases replaced by numbers, the two possible answers made once. Immutable.</summary>
internal sealed class CompiledRule
{
    private readonly int[] _providers;
    private readonly uint _stages;
    private readonly int[] _codes;
    private readonly EnhancedCodePattern[] _enhancedCodes;
    private readonly int[][] _phraseGroups;
    private readonly int[] _excludedPhrases;
    private readonly Classification _transient;
    private readonly Classification _permanent;

    public CompiledRule(ClassificationRule rule, Func<string, int> providerNumber, Func<string, int> phraseNumber)
    {
        Check(rule);
        _providers = [.. rule.Providers.Select(providerNumber)];
        _stages = rule.Stages.Aggregate(0u, (mask, stage) => mask | (1u << (int)stage));
        _codes = [.. rule.Codes];
        _enhancedCodes = [.. rule.EnhancedCodes.Select(EnhancedCodePattern.Parse)];
        int[][] groups = [Numbers(rule.AnyOf), Numbers(rule.AndAnyOf), .. rule.AllOf.Select(phrase => Numbers([phrase]))];
        _phraseGroups = [.. groups.Where(group => group.Length > 0)];
        _excludedPhrases = Numbers(rule.NoneOf);
        ReadsWholeText = rule.NoneOf.Count > 0 || rule.AnyOf.Concat(rule.AndAnyOf).Concat(rule.AllOf).Any(phrase => !TextMatcher.IsOpening(phrase));

        var scope = rule.Class != ReplyClass.ConnectionLimit ? LimitScope.None
            : rule.Scope == LimitScope.None ? LimitScope.OpenConnections
            : rule.Scope;
        _transient = new Classification(rule.Class, rule.Permanence ?? Permanence.Transient, rule.Name, scope);
        _permanent = new Classification(rule.Class, rule.Permanence ?? Permanence.Permanent, rule.Name, scope);

        int[] Numbers(IReadOnlyList<string> phrases) => [.. phrases.Select(phraseNumber)];
    }

    /// <summary>The phrases of which one must be there before anything else needs to be tested; empty where the rule has no such condition.</summary>
    public int[] Triggers => _phraseGroups.Length > 0 ? _phraseGroups[0] : [];

    /// <summary>Whether the rule asks for more of the text than how it starts.</summary>
    public bool ReadsWholeText { get; }

    /// <summary>Whether provider and enhanced code alone decide that the rule applies.</summary>
    public bool IsDecidedByEnhancedCode =>
        _enhancedCodes.Length > 0 && _stages == 0 && _codes.Length == 0 && _phraseGroups.Length == 0 && _excludedPhrases.Length == 0;

    public IReadOnlyList<EnhancedCodePattern> EnhancedCodes => _enhancedCodes;

    public Classification For(SmtpReply reply) => reply.IsPermanent ? _permanent : _transient;

    public bool IsForProvider(int provider) => _providers.Length == 0 || Array.IndexOf(_providers, provider) >= 0;

    /// <summary>Whether a reply whose code starts with this digit could meet the rule.</summary>
    public bool CanMeetDigit(int digit) =>
        _codes.Length == 0 || Array.Exists(_codes, code => code == digit || code / 100 == digit);

    /// <summary>Whether a reply whose enhanced code has this subject could meet the rule; −1 is a reply without one.</summary>
    public bool CanMeetSubject(int subject) => _enhancedCodes.Length == 0 || Array.Exists(_enhancedCodes, pattern => pattern.Subject == subject);

    /// <summary>Whether some reply with a code of this pattern could meet the rule.</summary>
    public bool CanMeet(EnhancedCodePattern pattern) => _enhancedCodes.Length == 0 || Array.Exists(_enhancedCodes, own => own.Overlaps(pattern));

    public bool Matches(SmtpReply reply, int provider, EnhancedStatusCode enhancedCode, ReadOnlySpan<ulong> hits)
    {
        if (!IsForProvider(provider)
            || (_stages != 0 && (_stages & (1u << (int)reply.Stage)) == 0)
            || (_codes.Length > 0 && !MatchesCode(reply.Code))
            || (_enhancedCodes.Length > 0 && !MatchesEnhancedCode(enhancedCode)))
        {
            return false;
        }

        foreach (var group in _phraseGroups)
        {
            if (!ContainsAny(group, hits))
            {
                return false;
            }
        }

        return !ContainsAny(_excludedPhrases, hits);
    }

    private static bool ContainsAny(int[] phrases, ReadOnlySpan<ulong> hits)
    {
        foreach (var phrase in phrases)
        {
            if ((hits[phrase >> 6] & (1UL << (phrase & 63))) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesCode(int code)
    {
        foreach (var own in _codes)
        {
            if (own == code || own == code / 100)
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesEnhancedCode(EnhancedStatusCode enhancedCode)
    {
        foreach (var pattern in _enhancedCodes)
        {
            if (pattern.Matches(enhancedCode))
            {
                return true;
            }
        }

        return false;
    }

    private static void Check(ClassificationRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Name))
        {
            throw new FormatException("It has no name.");
        }

        if (rule.Class == ReplyClass.Success || !Enum.IsDefined(rule.Class))
        {
            throw new FormatException($"Its class must be one of a refusal, and is {rule.Class}.");
        }

        if (rule.Permanence is { } permanence && permanence is not (Responses.Permanence.Transient or Responses.Permanence.Permanent))
        {
            // A refusal taken for a success would be mail that is lost without a word.
            throw new FormatException($"Its permanence must be Transient or Permanent, and is {permanence}.");
        }

        if (!Enum.IsDefined(rule.Scope))
        {
            throw new FormatException($"Its scope {rule.Scope} is none.");
        }

        if (rule.Stages.FirstOrDefault(static stage => !Enum.IsDefined(stage)) is var stray && stray != default)
        {
            throw new FormatException($"Its stage {stray} is none.");
        }

        if (((IEnumerable<string?>)[.. rule.Providers, .. rule.EnhancedCodes]).Any(static text => text is null))
        {
            throw new FormatException("It has a provider or an enhanced code that is null.");
        }

        if (rule.Codes.FirstOrDefault(code => code is not (4 or 5) and (< 400 or > 599)) is var bad and not 0)
        {
            throw new FormatException($"The code {bad} is neither 4, 5 nor between 400 and 599.");
        }

        foreach (var phrase in (IEnumerable<string?>)[.. rule.AnyOf, .. rule.AndAnyOf, .. rule.AllOf, .. rule.NoneOf])
        {
            if (phrase is null || !phrase.Any(char.IsLetterOrDigit))
            {
                throw new FormatException($"The phrase '{phrase}' has no letter and no digit.");
            }
        }
    }
}
