using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotmail.Pacing.Control;
using Microsoft.Extensions.Configuration;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Finds mistyped keys: the binder passes over what it does not know.</summary>
internal static class PacingConfigurationKeys
{
    private static readonly string[] Root = NamesOf<PacingOptions>();
    private static readonly string[] Group = NamesOf<DestinationGroupOptions>();
    private static readonly string[] Control = NamesOf<ControlOptions>();
    private static readonly string[] Source = NamesOf<EgressSourceOptions>();
    private static readonly string[] Relay = NamesOf<RelayOptions>();
    private static readonly string[] Dns = NamesOf<DnsOptions>();
    private static readonly string[] Queue = NamesOf<QueueOptions>();

    /// <summary>A sentence for each key of the section that no option has, with its full key and the key that may have been meant.</summary>
    public static IEnumerable<string> FindUnknown(IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return
        [
            .. Unknown(section, Root),
            .. UnknownOfGroup(section.GetSection(nameof(PacingOptions.Default))),
            .. section.GetSection(nameof(PacingOptions.Groups)).GetChildren().SelectMany(UnknownOfGroup),
            .. section.GetSection(nameof(PacingOptions.EgressSources)).GetChildren().SelectMany(static source =>
                Unknown(source, Source).Concat(Unknown(source.GetSection(nameof(EgressSourceOptions.Relay)), Relay))),
            .. Unknown(section.GetSection(nameof(PacingOptions.Dns)), Dns),
            .. Unknown(section.GetSection(nameof(PacingOptions.Queue)), Queue),
        ];
    }

    private static IEnumerable<string> UnknownOfGroup(IConfigurationSection group) =>
        Unknown(group, Group).Concat(Unknown(group.GetSection(nameof(DestinationGroupOptions.Control)), Control));

    private static IEnumerable<string> Unknown(IConfigurationSection section, string[] known) =>
        section.GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path} is no known key.{NearestName.Hint(child.Key, known)}");

    // The types are named here, so the trimmer keeps their properties.
    private static string[] NamesOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() =>
        [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(static property => property.Name)];
}
