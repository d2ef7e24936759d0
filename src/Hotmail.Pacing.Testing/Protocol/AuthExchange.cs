using System.Text;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>AUTH PLAIN (RFC 4616) and AUTH LOGIN: asks for what the command didn't bring, and checks it.</summary>
internal sealed class AuthExchange(Func<string, string, bool> check, Func<ScriptedAction, ValueTask<string?>> ask)
{
    private static readonly ScriptedAction Continue = ScriptedAction.Reply("334 ");
    private static readonly ScriptedAction AskUser = ScriptedAction.Reply("334 VXNlcm5hbWU6");
    private static readonly ScriptedAction AskPassword = ScriptedAction.Reply("334 UGFzc3dvcmQ6");

    /// <returns>The answer: positive when the credentials are right; null when the client left.</returns>
    public async ValueTask<ScriptedAction?> RunAsync(string argument)
    {
        string[] parts = argument.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? initial = parts.Length > 1 ? parts[1] : null;
        return parts.FirstOrDefault()?.ToUpperInvariant() switch
        {
            "PLAIN" => await PlainAsync(initial).ConfigureAwait(false),
            "LOGIN" => await LoginAsync(initial).ConfigureAwait(false),
            _ => Replies.MechanismUnknown,
        };
    }

    private async ValueTask<ScriptedAction?> PlainAsync(string? initial)
    {
        string? answer = initial ?? await ask(Continue).ConfigureAwait(false);
        if (Refuse(answer, out string text, out var reply))
        {
            return reply;
        }

        // authorization identity NUL user NUL password
        string[] parts = text.Split('\0');
        return parts.Length == 3 ? Check(parts[1], parts[2]) : Replies.NotBase64;
    }

    private async ValueTask<ScriptedAction?> LoginAsync(string? initial)
    {
        string? answer = initial ?? await ask(AskUser).ConfigureAwait(false);
        if (Refuse(answer, out string user, out var reply))
        {
            return reply;
        }

        answer = await ask(AskPassword).ConfigureAwait(false);
        return Refuse(answer, out string password, out reply) ? reply : Check(user, password);
    }

    private ScriptedAction Check(string user, string password) => check(user, password) ? Replies.Authenticated : Replies.BadCredentials;

    /// <summary>Whether there is nothing to go on with, and if so the reply (null: the client left).</summary>
    private static bool Refuse(string? answer, out string text, out ScriptedAction? reply)
    {
        text = string.Empty;
        reply = null;
        if (answer is null)
        {
            return true;
        }

        if (answer == "*")
        {
            reply = Replies.AuthCancelled;
            return true;
        }

        // "=" stands for an initial response that is empty.
        string base64 = answer == "=" ? string.Empty : answer;
        byte[] bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out int count))
        {
            reply = Replies.NotBase64;
            return true;
        }

        text = Encoding.UTF8.GetString(bytes, 0, count);
        return false;
    }
}
