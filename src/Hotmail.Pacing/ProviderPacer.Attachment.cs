using Hotmail.Pacing.Control;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing;

/// <content>What a queue that is told of its pacer (<see cref="Queues.IPacerAware"/>) asks it beyond what everybody may.</content>
public sealed partial class ProviderPacer
{
    internal TimeProvider Time => _context.Time;

    /// <summary>A group's name as paths have it: the configured one, or a domain.</summary>
    internal string NameOf(string group) =>
        _context.Configuration.Groups.FindByName(group)?.Name ?? (DomainName.TryNormalize(group, out var domain, out _) ? domain : group);

    /// <summary>The controller that a path would have if it were used now.</summary>
    internal PathController Restore(EgressPath path, PathState? saved, DateTimeOffset now)
    {
        var groups = _context.Configuration.Groups;
        var profile = (groups.FindByName(path.Group) ?? groups.Default(path.Group)).Profile;
        var controller = new PathController(profile.ToLimits(), saved, IsNewSource(path.Source), _context.NewRandom(), now);
        try
        {
            controller.Restrict(_context.Restrictions?.Find(path, now), now);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.PumpFailed(_context.Telemetry.Logger, path.Source, path.Group, _context.Telemetry.Text.Error(exception));
        }

        return controller;
    }

    internal void LogCommand(string command, string? error) => Log.SpoolCommand(_context.Telemetry.Logger, command, error is null ? "done" : _context.Telemetry.Text.Masked(error));

    internal void LogCommandsFailed(Exception exception) => Log.SpoolCommandsFailed(_context.Telemetry.Logger, _context.Telemetry.Text.Error(exception));
}
