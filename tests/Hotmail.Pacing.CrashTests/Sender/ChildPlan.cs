using System.Text.Json;

namespace Hotmail.Pacing.CrashTests;

/// <summary>What a child is to do; its only argument.</summary>
/// <param name="Spool">The spool's file.</param>
/// <param name="Port">The receiver's port on 127.0.0.1.</param>
/// <param name="Tag">What the names of its messages begin with: no other child has it.</param>
/// <param name="Seed">What it draws from.</param>
/// <param name="Act">What it does.</param>
internal sealed record ChildPlan(string Spool, int Port, string Tag, int Seed, ChildAct Act)
{
    /// <summary>Whether it goes on to enqueue until the disk is full, rather than to a set backlog.</summary>
    public bool FillsDisk { get; init; }

    /// <summary>Whether it pauses and resumes a path now and then.</summary>
    public bool Pauses { get; init; }

    public string ToArgument() => JsonSerializer.Serialize(this);

    public static ChildPlan FromArgument(string argument) => JsonSerializer.Deserialize<ChildPlan>(argument)!;
}
