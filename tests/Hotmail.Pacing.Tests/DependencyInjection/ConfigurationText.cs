using Hotmail.Pacing.DependencyInjection;
using Microsoft.Extensions.Configuration;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>Configuration in memory, as a host would have it in a file.</summary>
internal static class ConfigurationText
{
    public static IConfigurationSection Section(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(static v => KeyValuePair.Create($"{PacingOptions.SectionName}:{v.Key}", v.Value)))
            .Build()
            .GetSection(PacingOptions.SectionName);

    public static PacingOptions Options(params (string Key, string? Value)[] values)
    {
        var options = new PacingOptions();
        PacingOptionsBinding.Bind(Section(values), options);
        return options;
    }

    public static IReadOnlyList<string> Failures(params (string Key, string? Value)[] values) =>
        [.. new PacingOptionsValidator(static () => [System.Net.IPAddress.Parse("192.0.2.1")]).Validate(null, Options(values)).Failures ?? []];
}
