using System.Numerics;

namespace Hotmail.Pacing.Responses.Matching;

/// <summary>
/// An ordered list of rules; the first that applies decides. What keeps it from testing them all: a table of replies whose enhanced code alone decides,
/// a look at how the text starts, one pass over the text that names the rules with a phrase in it, and, for rules without phrases, a list by code digit
/// and subject. Immutable.
/// </summary>
internal sealed class RuleSet
{
    /// <summary>The digits 4, 5 and anything else, times no enhanced code, the subjects 0–7, and any other.</summary>
    private const int DigitCount = 3;
    private const int SubjectCount = 10;
    private const int MaxStackWords = 256;

    private readonly CompiledRule[] _rules;
    private readonly Dictionary<string, int> _providers = new(StringComparer.OrdinalIgnoreCase);
    private readonly TextMatcher _matcher;
    private readonly int[][] _rulesByPhrase;
    private readonly Dictionary<long, int> _decidedByEnhancedCode = [];
    private readonly ulong[][] _rulesWithoutPhrase = new ulong[DigitCount * SubjectCount][];

    /// <summary>By provider: how many rules stand ahead of the first that needs the whole text.</summary>
    private readonly int[] _rulesByStart;
    private readonly int _ruleWords;
    private readonly int _phraseWords;

    /// <param name="rules">The rules, in order.</param>
    /// <exception cref="ArgumentException">A rule is not valid; the message names it.</exception>
    public RuleSet(IReadOnlyList<ClassificationRule> rules)
    {
        var phrases = new List<string>();
        var phraseNumbers = new Dictionary<string, int>(StringComparer.Ordinal);
        _rules = new CompiledRule[rules.Count];
        for (var i = 0; i < rules.Count; i++)
        {
            try
            {
                _rules[i] = new CompiledRule(rules[i], NumberOfProvider, NumberOfPhrase);
            }
            catch (FormatException exception)
            {
                throw new ArgumentException($"The classification rule '{rules[i].Name}' is not valid: {exception.Message}", nameof(rules), exception);
            }
        }

        _matcher = new TextMatcher(phrases);
        _rulesByPhrase = new int[phrases.Count][];
        foreach (var group in _rules.SelectMany((rule, index) => rule.Triggers.Select(phrase => (phrase, index))).GroupBy(pair => pair.phrase, pair => pair.index))
        {
            _rulesByPhrase[group.Key] = [.. group];
        }

        _ruleWords = (_rules.Length + 63) / 64;
        _phraseWords = (phrases.Count + 63) / 64;
        _rulesByStart = [.. Enumerable.Range(0, _providers.Count + 1)
            .Select(provider => Array.FindIndex(_rules, rule => rule.ReadsWholeText && rule.IsForProvider(provider)))
            .Select(first => first < 0 ? _rules.Length : first)];
        ListRulesWithoutPhrase();
        ListDecidedByEnhancedCode();

        int NumberOfProvider(string name)
        {
            // 0 is every provider that no rule names.
            if (!_providers.TryGetValue(name, out var number))
            {
                _providers.Add(name, number = _providers.Count + 1);
            }

            return number;
        }

        int NumberOfPhrase(string phrase)
        {
            if (!phraseNumbers.TryGetValue(phrase, out var number))
            {
                phraseNumbers.Add(phrase, number = phrases.Count);
                phrases.Add(phrase);
            }

            return number;
        }
    }

    /// <summary>The first rule that applies, or null.</summary>
    public CompiledRule? Find(SmtpReply reply, string? provider)
    {
        var providerNumber = provider is not null && _providers.TryGetValue(provider, out var number) ? number : 0;
        var digit = reply.Code / 100;
        var enhancedCode = reply.EnhancedCode;
        if (enhancedCode.IsPresent)
        {
            // Where the two codes disagree (550 4.7.650), the basic code says whether to try again, and the enhanced one why.
            enhancedCode = digit is 4 or 5 ? enhancedCode with { Class = (byte)digit } : enhancedCode;
            if (_decidedByEnhancedCode.TryGetValue(Key(providerNumber, enhancedCode), out var decided))
            {
                return _rules[decided];
            }
        }

        var text = reply.Text.AsSpan(0, Math.Min(reply.Text.Length, SmtpReply.MaxLength));
        enhancedCode = enhancedCode.IsPresent ? enhancedCode : EnhancedCodeWithin(text, digit);

        var words = _phraseWords + _ruleWords;
        var bits = words <= MaxStackWords ? stackalloc ulong[words] : new ulong[words];
        var hits = bits[.._phraseWords];
        var candidates = bits[_phraseWords..];
        _rulesWithoutPhrase[IndexOf(digit, enhancedCode)].CopyTo(candidates);
        if (_matcher.FindOpening(text, hits)
            && FirstMatch(reply, providerNumber, enhancedCode, hits, candidates) is var first and >= 0
            && first < _rulesByStart[providerNumber])
        {
            return _rules[first];
        }

        _matcher.Find(text, hits);
        var found = FirstMatch(reply, providerNumber, enhancedCode, hits, candidates);
        return found < 0 ? null : _rules[found];
    }

    /// <summary>The first rule that applies, or −1: one of the candidates, to which are added the rules with a phrase that was found.</summary>
    private int FirstMatch(SmtpReply reply, int provider, EnhancedStatusCode enhancedCode, ReadOnlySpan<ulong> hits, Span<ulong> candidates)
    {
        AddCandidates(hits, candidates);
        for (var word = 0; word < candidates.Length; word++)
        {
            for (var rest = candidates[word]; rest != 0; rest &= rest - 1)
            {
                var rule = (word << 6) + BitOperations.TrailingZeroCount(rest);
                if (_rules[rule].Matches(reply, provider, enhancedCode, hits))
                {
                    return rule;
                }
            }
        }

        return -1;
    }

    /// <summary>The first enhanced code inside the text, as in <c>no mailbox here (#5.1.1)</c>, if it agrees with the basic code.</summary>
    private static EnhancedStatusCode EnhancedCodeWithin(ReadOnlySpan<char> text, int digit)
    {
        if (digit is not (4 or 5))
        {
            return default;
        }

        ReadOnlySpan<char> start = [(char)('0' + digit), '.'];
        for (var at = 0; text[at..].IndexOf(start) is var found and >= 0;)
        {
            at += found;
            if ((at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '-')) && EnhancedStatusCode.TryRead(text[at..], out var code, out _))
            {
                return code;
            }

            at += 2;
        }

        return default;
    }

    private static int IndexOf(int digit, EnhancedStatusCode code)
    {
        var digitIndex = digit is 4 or 5 ? digit - 4 : 2;
        var subjectIndex = !code.IsPresent ? 0 : code.Subject is >= 0 and <= 7 ? code.Subject + 1 : SubjectCount - 1;
        return (digitIndex * SubjectCount) + subjectIndex;
    }

    private static long Key(int provider, EnhancedStatusCode code) =>
        ((long)provider << 32) | (uint)((code.Class << 24) | (code.Subject << 12) | (ushort)code.Detail);

    private void AddCandidates(ReadOnlySpan<ulong> hits, Span<ulong> candidates)
    {
        for (var word = 0; word < hits.Length; word++)
        {
            for (var rest = hits[word]; rest != 0; rest &= rest - 1)
            {
                foreach (var rule in _rulesByPhrase[(word << 6) + BitOperations.TrailingZeroCount(rest)] ?? [])
                {
                    candidates[rule >> 6] |= 1UL << (rule & 63);
                }
            }
        }
    }

    private void ListRulesWithoutPhrase()
    {
        for (var digit = 0; digit < DigitCount; digit++)
        {
            for (var subject = 0; subject < SubjectCount; subject++)
            {
                var bits = _rulesWithoutPhrase[(digit * SubjectCount) + subject] = new ulong[_ruleWords];
                for (var i = 0; i < _rules.Length; i++)
                {
                    // The last subject stands for all that are higher than 7, so it takes every rule.
                    var subjectFits = subject == SubjectCount - 1 || _rules[i].CanMeetSubject(subject - 1);
                    if (_rules[i].Triggers.Length == 0 && _rules[i].CanMeetDigit(digit == 2 ? 0 : digit + 4) && subjectFits)
                    {
                        bits[i >> 6] |= 1UL << (i & 63);
                    }
                }
            }
        }
    }

    /// <summary>Lists the codes that decide alone: those of a rule that asks for nothing else, with no rule ahead of it that the same reply could meet.</summary>
    private void ListDecidedByEnhancedCode()
    {
        for (var provider = 0; provider <= _providers.Count; provider++)
        {
            for (var i = 0; i < _rules.Length; i++)
            {
                if (!_rules[i].IsForProvider(provider))
                {
                    continue;
                }

                if (_rules[i].EnhancedCodes.Count == 0)
                {
                    // It could be met by any code of the rules behind it.
                    break;
                }

                if (_rules[i].IsDecidedByEnhancedCode)
                {
                    AddDecided(provider, i);
                }
            }
        }
    }

    private bool IsRuleAhead(int rule, EnhancedCodePattern pattern, int provider)
    {
        for (var i = 0; i < rule; i++)
        {
            if (_rules[i].IsForProvider(provider) && _rules[i].CanMeet(pattern))
            {
                return true;
            }
        }

        return false;
    }

    private void AddDecided(int provider, int rule)
    {
        foreach (var pattern in _rules[rule].EnhancedCodes)
        {
            ReadOnlySpan<byte> classes = pattern.Class == 0 ? [4, 5] : [pattern.Class];
            foreach (var @class in classes)
            {
                for (var detail = pattern.FirstDetail; detail <= pattern.LastDetail; detail++)
                {
                    if (!IsRuleAhead(rule, new EnhancedCodePattern(@class, pattern.Subject, detail, detail), provider))
                    {
                        _decidedByEnhancedCode.TryAdd(Key(provider, new EnhancedStatusCode(@class, pattern.Subject, detail)), rule);
                    }
                }
            }
        }
    }
}
