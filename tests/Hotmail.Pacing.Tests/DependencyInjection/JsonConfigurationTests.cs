using System.Text;
using Hotmail.Pacing.DependencyInjection;
using Microsoft.Extensions.Configuration;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>What only a JSON file can say: an empty object, an empty list, null.</summary>
public sealed class JsonConfigurationTests
{
    [Theory]
    [InlineData("""{ "Groups": { "microsoft-consumer": { "MxPatterns": ["*.protection.outlook.com", "*.olc.protection.outlook.com"], "MaxParallelConnections": 25, "MaxMessagesPerConnection": 50, "InitialRetryDelay": "00:30:00", "RetryBackoff": "exponential", "RetryJitterMin": "00:00:10", "RetryJitterMax": "00:01:30", "QueueMaxAge": "08:00:00" } } }""")]
    [InlineData("""{ "EgressSources": { "main": {} } }""")]
    [InlineData("""{ "EgressSources": { "main": { "Relay": null, "LocalAddress": null } } }""")]
    [InlineData("""{ "EgressSources": {} , "Groups": {}, "Dns": {}, "Queue": {}, "Default": {} }""")]
    [InlineData("""{ "Groups": { "gmail": {} } }""")]
    [InlineData("""{ "Groups": { "gmail": { "MaxParallelConnections": null, "Control": null } } }""")]
    [InlineData("""{ "Groups": { "gmail": { "Control": {} } } }""")]
    [InlineData("""{ "Dns": { "Servers": [] } }""")]
    [InlineData("""{ "Groups": { "gmail": { "MxPatterns": [] } } }""")]
    [InlineData("""{ "Groups": { "gmail": { "Domains": [], "MxPatterns": ["*.google.com"] } } }""")]
    public void These_are_fine(string json) => Assert.Empty(Failures(json));

    [Theory]
    [InlineData("""{ "Dns": { "Servers": [null] } }""", "Dns:Servers:0")]
    [InlineData("""{ "Groups": { "gmail": { "Domains": [null] } } }""", "Groups:gmail:Domains:0")]
    [InlineData("""{ "Dns": null }""", "")]
    [InlineData("""{ "Groups": null }""", "")]
    [InlineData("""{ "EgressSources": { "a": { "Relay": {} } } }""", "Relay:Host")]
    public void These_are_said(string json, string key) => Assert.All(Failures(json), text => Assert.Contains(key, text, StringComparison.Ordinal));

    private static string[] Failures(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "ProviderPacing": {{json}} }"""));
        var section = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("ProviderPacing");
        if (PacingConfigurationKeys.FindUnknown(section).ToArray() is { Length: > 0 } unknown)
        {
            return unknown;
        }

        var options = new PacingOptions();
        PacingOptionsBinding.Bind(section, options);
        return [.. new PacingOptionsValidator(static () => null).Validate(null, options).Failures ?? []];
    }
}
