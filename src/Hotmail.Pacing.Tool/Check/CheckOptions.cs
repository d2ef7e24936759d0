using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Check;

/// <summary>What the verbs of <c>pacing check</c> have in common: whom they ask.</summary>
internal sealed class CheckOptions
{
    private const int DnsPort = 53;

    /// <summary>The names of the known lists as they are typed.</summary>
    private static readonly string s_known = string.Join(", ", KnownBlocklists.All.Select(static list => list.Name.Replace(' ', '-').ToLowerInvariant()));

    private readonly Option<IPEndPoint?> _dns = new("--dns")
    {
        Description = "The DNS server to ask, with its port where that is not 53; without it, the system's.", HelpName = "address", Recursive = true, CustomParser = ParseServer,
    };

    public void AddTo(Command command) => command.Options.Add(_dns);

    public IDnsResolver Resolver(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(_dns) is not { } server)
        {
            return terminal.Dns();
        }

        var options = new DnsResolverOptions();
        options.Servers.Add(server);
        return new DnsResolver(options);
    }

    /// <summary>An argument that takes a domain.</summary>
    public static Argument<string> Domain(string description)
    {
        var domain = new Argument<string>("DOMAIN") { Description = description };
        domain.Validators.Add(RequireDomains);
        return domain;
    }

    /// <summary>An option that takes IP addresses.</summary>
    public static Option<IPAddress[]> Addresses(string name, string description) =>
        new(name) { Description = description, HelpName = "address", CustomParser = ParseAddresses };

    /// <summary>An option that takes the names of blocklists.</summary>
    public static Option<Blocklist[]> Blocklists() => new("--blocklist")
    {
        Description = $"A blocklist to ask, after you have read its terms of use: {s_known}, or the zone of another one for IPv4 addresses. May be given several times; none is asked otherwise.",
        HelpName = "list",
        CustomParser = ParseLists,
    };

    /// <summary>Each is a domain.</summary>
    public static void RequireDomains(SymbolResult result)
    {
        foreach (string text in result.Tokens.Select(static token => token.Value).Where(static text => !Inputs.IsDomain(text)))
        {
            result.AddError($"'{text}' is no domain, such as example.com.");
        }
    }

    public static SenderReputationOptions WithLists(IEnumerable<Blocklist> lists)
    {
        var options = new SenderReputationOptions();
        foreach (Blocklist list in lists)
        {
            options.Blocklists.Lists.Add(list);
        }

        return options;
    }

    private static Blocklist[] ParseLists(ArgumentResult result)
    {
        List<Blocklist> lists = [];
        foreach (string text in result.Tokens.Select(static token => token.Value))
        {
            Blocklist? known = KnownBlocklists.Find(text) ?? KnownBlocklists.All.FirstOrDefault(list => list.Zone.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (known is not null || Inputs.IsDomain(text))
            {
                lists.Add(known ?? new Blocklist { Name = text, Zone = text, Subjects = BlocklistSubjects.IPv4 });
            }
            else
            {
                result.AddError($"'{text}' is no blocklist: there are {s_known}, or any zone, such as list.example.net.");
            }
        }

        return [.. lists.DistinctBy(static list => list.Zone)];
    }

    private static IPAddress[] ParseAddresses(ArgumentResult result)
    {
        List<IPAddress> addresses = [];
        foreach (string text in result.Tokens.Select(static token => token.Value))
        {
            if (Inputs.TryParseAddress(text, out IPAddress? address))
            {
                addresses.Add(address!);
            }
            else
            {
                result.AddError($"'{text}' is no IP address.");
            }
        }

        return [.. addresses.Distinct()];
    }

    private static IPEndPoint? ParseServer(ArgumentResult result)
    {
        if (!Inputs.TryParseServer(result.Tokens[0].Value, DnsPort, out IPEndPoint? server))
        {
            result.AddError($"'{result.Tokens[0].Value}' is no address of a DNS server, such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353.");
        }

        return server;
    }
}
