using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotmail.Pacing.Control;
using Microsoft.Extensions.Configuration;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Finds mistyped keys, and keys of another shape than their option: the binder passes over what it does not know.</summary>
internal static class PacingConfigurationKeys
{
    private static readonly PropertyInfo[] Root = PropertiesOf<PacingOptions>();
    private static readonly PropertyInfo[] Group = PropertiesOf<DestinationGroupOptions>();
    private static readonly PropertyInfo[] Control = PropertiesOf<ControlOptions>();
    private static readonly PropertyInfo[] Source = PropertiesOf<EgressSourceOptions>();
    private static readonly PropertyInfo[] Relay = PropertiesOf<RelayOptions>();
    private static readonly PropertyInfo[] Dns = PropertiesOf<DnsOptions>();
    private static readonly PropertyInfo[] Queue = PropertiesOf<QueueOptions>();

    /// <summary>A sentence for each key of the section that no option has, with the key that may have been meant, and for each one value where a list or section should be.</summary>
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

    private static IEnumerable<string> Unknown(IConfigurationSection section, PropertyInfo[] known) =>
        IsOneValue(section)
            ? [$"{section.Path} is a single value; it must be a section with keys of its own."]
            : section.GetChildren().Select(child => Problem(child, known)).OfType<string>();

    private static string? Problem(IConfigurationSection child, PropertyInfo[] known)
    {
        var type = known.FirstOrDefault(property => string.Equals(property.Name, child.Key, StringComparison.OrdinalIgnoreCase))?.PropertyType;
        if (type is null)
        {
            return $"{child.Path} is no known key.{NearestName.Hint(child.Key, known.Select(static property => property.Name))}";
        }

        if (type.IsValueType || type == typeof(string))
        {
            return child.GetChildren().Any() ? $"{child.Path} has keys of its own; it must be a single value." : null;
        }

        // What is neither a list nor a table of named entries is a section, which says so itself.
        return !IsOneValue(child) || !typeof(IEnumerable).IsAssignableFrom(type) ? null
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? $"{child.Path} is a single value; it must be a section with keys of its own."
            : $"{child.Path} is a single value; it must be a list: {child.Path}:0 is its first value.";
    }

    private static bool IsOneValue(IConfigurationSection section) => !string.IsNullOrEmpty(section.Value) && !section.GetChildren().Any();

    // The types are named here, so the trimmer keeps their properties.
    private static PropertyInfo[] PropertiesOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
}
