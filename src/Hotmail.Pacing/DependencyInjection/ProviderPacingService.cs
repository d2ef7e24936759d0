using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Starts and stops the pacer with the host, and hands it the configuration when that changes.</summary>
/// <remarks>
/// The options are made anew here rather than by IOptionsMonitor, whose change callback throws to the configuration's own thread when the
/// new options are wrong. A wrong change is logged, and the old configuration stays in force.
/// </remarks>
internal sealed class ProviderPacingService(ProviderPacer pacer, PacingConfigurationSource source, IOptionsFactory<PacingOptions> options) : IHostedService, IDisposable
{
    private IDisposable? _changes;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await pacer.StartAsync(cancellationToken).ConfigureAwait(false);
        if (source.Section is { } section)
        {
            _changes = ChangeToken.OnChange(section.GetReloadToken, Reload);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => pacer.StopAsync(cancellationToken);

    public void Dispose() => _changes?.Dispose();

    private void Reload()
    {
        try
        {
            pacer.Reload(options.Create(Options.DefaultName));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Not only the checks throw: what the host sets in code runs again too, and this is the thread of whoever watches the configuration.
            pacer.ReloadRejected(exception);
        }
    }
}
