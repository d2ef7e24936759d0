using System.Diagnostics;
using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.CrashTests;

/// <summary>A child, seen from the parent.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(2);
    private readonly object _lock = new();
    private readonly Dictionary<string, string> _last = [];
    private readonly Action<string>? _onLine;
    private readonly ServerProcess _process;

    private ChildProcess(ChildPlan plan, Action<string>? onLine)
    {
        _onLine = onLine;
        _process = ServerProcess.Start([Environment.ProcessPath!, "child", plan.ToArgument()], onLine: Hear);
    }

    /// <summary>What it said last, and what the runtime wrote of its own accord.</summary>
    public string Output => _process.Output;

    /// <summary>Whether it has ended; it never does so by itself unless it breaks.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>How often it logged that the spool failed.</summary>
    public int SpoolErrors { get; private set; }

    /// <summary>Whether a line that it said is an error of the spool's in the log.</summary>
    public static bool IsSpoolError(string line) => line.StartsWith("error ", StringComparison.Ordinal) && line.Contains(nameof(Sqlite.SpoolException), StringComparison.Ordinal);

    public static ChildProcess Start(ChildPlan plan, Action<string>? onLine) => new(plan, onLine);

    /// <summary>What came after the word when it was said last; <see langword="null"/> when it was not.</summary>
    public string? Said(string word)
    {
        lock (_lock)
        {
            return _last.GetValueOrDefault(word);
        }
    }

    /// <summary>Waits until it says one of the words, or ends.</summary>
    /// <returns>Whether it said one.</returns>
    public async Task<bool> WaitForAsync(params string[] words)
    {
        var started = Stopwatch.StartNew();
        while (words.All(word => Said(word) is null))
        {
            if (HasExited || started.Elapsed > s_patience)
            {
                return false;
            }

            await Task.Delay(s_poll);
        }

        return true;
    }

    /// <summary>Ends it with SIGKILL, and waits for the last of its output.</summary>
    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private void Hear(string line)
    {
        if (!line.EndsWith(ChildVoice.EndOfLine, StringComparison.Ordinal))
        {
            return;
        }

        line = line[..^ChildVoice.EndOfLine.Length];
        var word = line.Split(' ', 2);
        lock (_lock)
        {
            _last[word[0]] = word.Length > 1 ? word[1] : "";
            SpoolErrors += IsSpoolError(line) ? 1 : 0;
        }

        _onLine?.Invoke(line);
    }
}
