using Microsoft.Extensions.Configuration;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>The one place that binds configuration to options, so that the binder's source generator sees it.</summary>
internal static class PacingOptionsBinding
{
    /// <summary>Lays a section, usually <c>ProviderPacing</c>, over the options.</summary>
    /// <exception cref="InvalidOperationException">A value has not the form of its type; the message names the key.</exception>
    public static void Bind(IConfiguration section, PacingOptions options) => section.Bind(options);
}
