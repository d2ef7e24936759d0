using System.Diagnostics;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>Runs what only root may: directly as root, else through sudo where it asks for no password (<c>tests/run</c> has asked before).</summary>
internal static class Root
{
    private static readonly Lazy<bool> WithoutPassword = new(static () => Requires.Find("sudo") is { } sudo && Run(sudo, ["-n", "true"]) == 0);

    /// <summary>The command that runs <paramref name="command"/> as root; skips the test where there is no way.</summary>
    public static string[] Command(params string[] command)
    {
        if (Environment.IsPrivilegedProcess)
        {
            return command;
        }

        Requires.That(WithoutPassword.Value, "root, or sudo without a password, which Postfix needs to start");
        return ["sudo", "-n", .. command];
    }

    /// <summary>Runs a shell script as root to its end.</summary>
    /// <param name="script">The script; its parameters are <c>$1</c> and so on.</param>
    /// <param name="parameters">The parameters.</param>
    public static void Shell(string script, params string[] parameters)
    {
        var command = Command(["sh", "-c", script, "sh", .. parameters]);
        Run(command[0], command[1..]);
    }

    private static int Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
