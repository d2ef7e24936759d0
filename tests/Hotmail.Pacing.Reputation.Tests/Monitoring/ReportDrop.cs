using System.Collections.Concurrent;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Tests.Monitoring;

/// <summary>A folder into which a test puts reports, and what was said of them.</summary>
internal sealed class ReportDrop : IReputationSink, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reports");
    private readonly ConcurrentQueue<ReputationObservation> _seen = new();

    public string Folder => _folder.FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public ReportDrop Put(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return this;
    }

    public void Observe(ReputationObservation observation) => _seen.Enqueue(observation);

    /// <summary>What was said since the last call.</summary>
    public IReadOnlyList<T> Take<T>()
        where T : ReputationObservation
    {
        var seen = _seen.OfType<T>().ToArray();
        _seen.Clear();
        return seen;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
