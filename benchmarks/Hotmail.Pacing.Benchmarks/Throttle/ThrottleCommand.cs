using System.Globalization;
using System.Text.Json;
using Hotmail.Pacing.Testing;

namespace Hotmail.Pacing.Benchmarks.Throttle;

/// <summary>
/// In real time and over real sockets: a receiver whose cap steps 40 → 12 → 30, our pacer beside a hand-written MailKit loop with a <see cref="SemaphoreSlim"/> of 25 and Polly's
/// retries. Both run at the same time, each with a receiver of its own and more mail than it can deliver. The pacer's hours pass thirty times faster, so that minutes show them.
/// </summary>
internal static class ThrottleCommand
{
    /// <summary>How much shorter each time of the controller's is than shipped.</summary>
    public const double Scale = 1.0 / 30;

    private const double DefaultMinutes = 6;
    private static readonly int[] Caps = [40, 12, 30];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var json = args.Contains("--json");
        var minutes = DefaultMinutes;
        if (args.Where(static argument => argument != "--json").ToArray() is { Length: > 0 } rest
            && (rest is not ["--minutes", var text] || !double.TryParse(text, CultureInfo.InvariantCulture, out minutes) || minutes is < 0.1 or > 60))
        {
            await error.WriteLineAsync("Usage: throttle [--minutes N] [--json], N from 0.1 to 60");
            return 2;
        }

        var duration = TimeSpan.FromMinutes(minutes);
        await output.WriteLineAsync($"Cap {string.Join(" -> ", Caps)}, {duration.TotalSeconds / Caps.Length:0} s each, {minutes:0.#} minutes in all ...");
        var results = await Task.WhenAll(RunAsync("pacer", PacedSender.RunAsync, duration), RunAsync("semaphore-25-polly", PollyLoop.RunAsync, duration));
        Print(results, output);
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(results));
        }

        return 0;
    }

    private static async Task<ThrottleResult> RunAsync(string name, Func<int, CancellationToken, Task<int>> send, TimeSpan duration)
    {
        await using var receiver = ThrottlingReceiver.Start(new ThrottlingReceiverOptions
        {
            ConnectionCap = Caps[0],
            MessageDelay = TimeSpan.FromMilliseconds(200),
            CountRefusedConnections = true,
        });
        using var over = new CancellationTokenSource(duration);
        var changing = ChangeAsync(receiver, duration / Caps.Length, over.Token);
        var givenUp = await Task.Run(() => send(receiver.Port, over.Token));
        await changing;
        var seen = receiver.Statistics;
        return new ThrottleResult(name, seen.MessagesAccepted, seen.ConnectionsRefused, seen.ConnectionsAccepted + seen.ConnectionsRefused, seen.MostSocketsOpen, givenUp);
    }

    private static async Task ChangeAsync(ThrottlingReceiver receiver, TimeSpan each, CancellationToken over)
    {
        foreach (var cap in Caps)
        {
            receiver.ConnectionCap = cap;
            await Task.Delay(each, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void Print(IReadOnlyList<ThrottleResult> results, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| sender | delivered | refused | of connections | most open | given up |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var result in results)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {result.Sender} | {result.Delivered:N0} | {result.Refused:N0} | {(double)result.Refused / Math.Max(1, result.Connections):P1} | {result.MostOpen} | {result.GivenUp:N0} |"));
        }
    }
}
