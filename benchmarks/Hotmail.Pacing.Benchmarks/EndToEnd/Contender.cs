namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>A way to send messages that is measured.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="SendAsync">Sends so many messages over so many connections to a port, and returns when the receiver has taken the last.</param>
internal sealed record Contender(string Name, Func<int, int, int, Task> SendAsync);
