using System.Net;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Tests.Dns;
using YamlDotNet.RepresentationModel;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

/// <summary>Reads tests/data/spf/rfc7208-tests.yml.</summary>
internal static class Suite
{
    /// <summary>The cases by section and name.</summary>
    public static IReadOnlyDictionary<string, SuiteTest> Tests { get; } = Read();

    private static Dictionary<string, SuiteTest> Read()
    {
        using var file = File.OpenText(Path.Combine(Requires.RepositoryFolder, "tests", "data", "spf", "rfc7208-tests.yml"));
        var stream = new YamlStream();
        stream.Load(file);
        var tests = new Dictionary<string, SuiteTest>(StringComparer.Ordinal);
        foreach (var section in stream.Documents.Select(static document => (YamlMappingNode)document.RootNode))
        {
            var zone = ReadZone((YamlMappingNode)section["zonedata"]);
            foreach (var (name, test) in (YamlMappingNode)section["tests"])
            {
                tests.Add($"{section["description"]}: {name}", ReadTest((YamlMappingNode)test, zone));
            }
        }

        return tests;
    }

    private static SuiteTest ReadTest(YamlMappingNode test, ZoneResolver zone)
    {
        var results = test["result"] is YamlSequenceNode several ? several.Children : [test["result"]];
        var request = new SpfRequest
        {
            ClientAddress = IPAddress.Parse(ToText(test["host"])),
            Helo = ToText(test["helo"]),
            MailFrom = ToText(test["mailfrom"]),
        };
        var explanation = test.Children.TryGetValue("explanation", out var text) ? ToText(text) : null;
        return new SuiteTest(zone, request, [.. results.Select(static result => Enum.Parse<SpfVerdict>(ToText(result), ignoreCase: true))], explanation);
    }

    private static ZoneResolver ReadZone(YamlMappingNode names)
    {
        var zone = new ZoneResolver();
        foreach (var (name, records) in names)
        {
            // A record marked SPF is a TXT record, unless the name has its own.
            var own = ((YamlSequenceNode)records).OfType<YamlMappingNode>().Any(static record => record.Children.Keys.Any(static kind => ToText(kind) == "TXT"));
            foreach (var record in (YamlSequenceNode)records)
            {
                if (record is not YamlMappingNode mapping)
                {
                    Assert.Equal("TIMEOUT", ToText(record));
                    zone.AddTimeout(ToText(name));
                    continue;
                }

                var (kind, value) = mapping.Children.Single();
                switch (ToText(kind))
                {
                    case "SPF" when own:
                    case "TXT" when value is YamlScalarNode { Value: "NONE" }:
                        zone.AddName(ToText(name));
                        break;
                    case "SPF" or "TXT":
                        zone.Add(ToText(name), "TXT", value is YamlSequenceNode strings ? string.Concat(strings.Select(ToText)) : ToText(value));
                        break;
                    case "MX":
                        zone.Add(ToText(name), "MX", ToText(((YamlSequenceNode)value)[1]));
                        break;
                    default:
                        zone.Add(ToText(name), ToText(kind), ToText(value));
                        break;
                }
            }
        }

        return zone;
    }

    private static string ToText(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
