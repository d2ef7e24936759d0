using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Tool.Check;

/// <summary>What the verbs of <c>pacing check</c> have in common: whom they ask.</summary>
internal sealed class CheckOptions
{
    private const int DnsPort = 53;

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
        domain.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!text.Contains('.') || text.AsSpan().ContainsAny(" @/:")))
            {
                result.AddError($"'{text}' is no domain, such as example.com.");
            }
        });
        return domain;
    }

    /// <summary>An option that takes IP addresses.</summary>
    public static Option<IPAddress[]> Addresses(string name, string description) =>
        new(name) { Description = description, HelpName = "address", CustomParser = ParseAddresses };

    /// <summary>An option that takes the names of blocklists.</summary>
    public static Option<Blocklist[]> Blocklists() => new("--blocklist")
    {
        Description = $"A blocklist to ask, after you have read its terms of use: {string.Join(", ", KnownBlocklists.All.Select(static list => list.Name))}, or the zone of another one for IPv4 addresses. May be given several times; none is asked otherwise.",
        HelpName = "list",
        CustomParser = static result => [.. result.Tokens.Select(static token => KnownBlocklists.Find(token.Value) ?? new Blocklist { Name = token.Value, Zone = token.Value, Subjects = BlocklistSubjects.IPv4 })],
    };

    public static SenderReputationOptions WithLists(IEnumerable<Blocklist> lists)
    {
        var options = new SenderReputationOptions();
        foreach (Blocklist list in lists)
        {
            options.Blocklists.Lists.Add(list);
        }

        return options;
    }

    private static IPAddress[] ParseAddresses(ArgumentResult result)
    {
        List<IPAddress> addresses = [];
        foreach (string text in result.Tokens.Select(static token => token.Value))
        {
            if (IPAddress.TryParse(text, out IPAddress? address))
            {
                addresses.Add(address);
            }
            else
            {
                result.AddError($"'{text}' is no IP address.");
            }
        }

        return [.. addresses];
    }

    private static IPEndPoint? ParseServer(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (IPAddress.TryParse(text, out IPAddress? address))
        {
            return new IPEndPoint(address, DnsPort);
        }

        if (IPEndPoint.TryParse(text, out IPEndPoint? server))
        {
            return server;
        }

        result.AddError($"'{text}' is no address of a DNS server, such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353.");
        return null;
    }
}
