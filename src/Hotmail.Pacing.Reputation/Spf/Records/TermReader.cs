using System.Net;
using Hotmail.Pacing.Reputation.Records;
using Hotmail.Pacing.Reputation.Spf.Macros;

namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>Reads the terms of a record one after the other (RFC 7208 §4.6.1 and §12).</summary>
internal sealed class TermReader
{
    public List<SpfDirective> Directives { get; } = [];

    public List<SpfModifier> Modifiers { get; } = [];

    public List<RecordRemark> Errors { get; } = [];

    /// <summary>Reads one term.</summary>
    /// <param name="term">The term, not empty and without a space.</param>
    /// <param name="position">Where it begins in the record.</param>
    public void Read(string term, int position)
    {
        var strange = term.AsSpan().IndexOfAnyExceptInRange('!', '~');
        if (strange >= 0)
        {
            Fail($"The character U+{(int)term[strange]:X4} is not allowed; terms hold visible ASCII and are parted by spaces.", position + strange);
            return;
        }

        var end = term.AsSpan().IndexOfAny(":/=");
        if (end >= 0 && term[end] == '=')
        {
            ReadModifier(term, end, position);
        }
        else
        {
            ReadDirective(term, position);
        }
    }

    private void ReadModifier(string term, int end, int position)
    {
        var name = term[..end];
        if (!IsModifierName(name))
        {
            Fail(name.Length == 0 ? "A modifier has no name." : $"\"{name}\" is not a modifier's name: a letter, then letters, digits, '-', '_' or '.'.", position);
            return;
        }

        var known = name.ToUpperInvariant() is "REDIRECT" or "EXP";
        var value = MacroString.Parse(term[(end + 1)..], out var error, out var errorAt, inExplanation: !known);
        error ??= known ? DomainSpec.FindError(value, out errorAt) : null;
        if (error is not null)
        {
            Fail(error, position + end + 1 + errorAt);
            return;
        }

        if (known && Modifiers.Exists(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            Fail($"{name}= appears more than once.", position);
            return;
        }

        Modifiers.Add(new SpfModifier(name, value, position));
    }

    private void ReadDirective(string term, int position)
    {
        var start = "+-~?".Contains(term[0], StringComparison.Ordinal) ? 1 : 0;
        var length = term.AsSpan(start).IndexOfAny(":/");
        var nameEnd = length < 0 ? term.Length : start + length;
        var name = term[start..nameEnd];
        if (FindMechanism(name) is not { } mechanism)
        {
            Fail(UnknownMechanism(name), position + start);
            return;
        }

        var argument = term[nameEnd..];
        var at = position + nameEnd;
        var directive = new SpfDirective(term, position) { Qualifier = ToQualifier(term[0]), Mechanism = mechanism };
        switch (mechanism)
        {
            case SpfMechanism.All:
                ReadAll(directive, argument, at);
                break;
            case SpfMechanism.Ip4 or SpfMechanism.Ip6:
                ReadNetwork(directive, argument, at);
                break;
            default:
                ReadTarget(directive, argument, at);
                break;
        }
    }

    private void ReadAll(SpfDirective directive, string argument, int at)
    {
        if (argument.Length > 0)
        {
            Fail($"\"all\" takes no \"{argument}\".", at);
            return;
        }

        Directives.Add(directive);
    }

    private void ReadNetwork(SpfDirective directive, string argument, int at)
    {
        var is4 = directive.Mechanism == SpfMechanism.Ip4;
        var name = is4 ? "ip4" : "ip6";
        if (argument.Length < 2 || argument[0] != ':')
        {
            Fail($"{name} needs an address after a colon.", at);
            return;
        }

        var prefix = is4 ? 32 : 128;
        var slash = argument.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && !PrefixLength.TryParse(argument.AsSpan(slash + 1), prefix, out prefix))
        {
            Fail($"\"{argument[slash..]}\" is not a prefix length of {name}: / and a number from 0 to {(is4 ? 32 : 128)} without a leading zero.", at + slash);
            return;
        }

        var text = argument[1..(slash < 0 ? argument.Length : slash)];
        if (!Networks.TryParse(text, is4, out var address))
        {
            Fail($"\"{text}\" is not an {(is4 ? "IPv4" : "IPv6")} address.", at + 1);
            return;
        }

        Directives.Add(new SpfDirective(directive.Text, directive.Position)
        {
            Qualifier = directive.Qualifier,
            Mechanism = directive.Mechanism,
            Address = address,
            IPv4PrefixLength = is4 ? prefix : 32,
            IPv6PrefixLength = is4 ? 128 : prefix,
        });
    }

    private void ReadTarget(SpfDirective directive, string argument, int at)
    {
        var mechanism = directive.Mechanism;
        var (prefix4, prefix6) = (32, 128);
        if (mechanism is SpfMechanism.A or SpfMechanism.Mx)
        {
            var (rest, error) = PrefixLength.CutFrom(argument, ref prefix4, ref prefix6);
            if (error is not null)
            {
                Fail(error, at + rest.Length);
                return;
            }

            argument = rest;
        }

        MacroString? target = null;
        if (argument.Length > 0 && argument[0] != ':')
        {
            Fail($"\"{argument}\" is not allowed here.", at);
            return;
        }

        if (argument.Length > 0)
        {
            target = MacroString.Parse(argument[1..], out var error, out var errorAt, inExplanation: false);
            error ??= DomainSpec.FindError(target, out errorAt);
            if (error is not null)
            {
                Fail(error, at + 1 + errorAt);
                return;
            }
        }
        else if (mechanism is SpfMechanism.Include or SpfMechanism.Exists)
        {
            Fail($"\"{directive.Text}\" needs a domain after a colon.", at);
            return;
        }

        Directives.Add(new SpfDirective(directive.Text, directive.Position)
        {
            Qualifier = directive.Qualifier,
            Mechanism = mechanism,
            Target = target,
            IPv4PrefixLength = prefix4,
            IPv6PrefixLength = prefix6,
        });
    }

    private void Fail(string reason, int position) => Errors.Add(new RecordRemark(reason, position));

    private static SpfQualifier ToQualifier(char sign) => sign switch
    {
        '-' => SpfQualifier.Fail,
        '~' => SpfQualifier.SoftFail,
        '?' => SpfQualifier.Neutral,
        _ => SpfQualifier.Pass,
    };

    private static SpfMechanism? FindMechanism(string name) => name.ToUpperInvariant() switch
    {
        "ALL" => SpfMechanism.All,
        "INCLUDE" => SpfMechanism.Include,
        "A" => SpfMechanism.A,
        "MX" => SpfMechanism.Mx,
        "PTR" => SpfMechanism.Ptr,
        "IP4" => SpfMechanism.Ip4,
        "IP6" => SpfMechanism.Ip6,
        "EXISTS" => SpfMechanism.Exists,
        _ => null,
    };

    private static string UnknownMechanism(string name) => name.ToUpperInvariant() switch
    {
        "REDIRECT" or "EXP" => $"{name} is a modifier: it takes '=' and no qualifier.",
        "IPV4" or "IPV6" or "IP" => $"There is no mechanism \"{name}\"; ip4 or ip6 is meant.",
        _ when IPAddress.TryParse(name, out _) => $"\"{name}\" is an address without ip4: or ip6:.",
        _ => $"There is no mechanism \"{name}\".",
    };

    private static bool IsModifierName(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
