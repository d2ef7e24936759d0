using System.Text;
using Hotmail.Pacing.Dispatch;

namespace Hotmail.Pacing.Tests.Dispatch;

public sealed class MessageSigningTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_message_gets_its_own_signature_back_whichever_is_ready_first()
    {
        var contents = Enumerable.Range(0, 40).Select(static index => Content($"{index}")).ToList();
        (MessageContent Content, string Prefix)[] messages = [.. contents.Concat(contents.AsEnumerable().Reverse()).Select(static (content, index) => (content, $"Messages[{index}]."))];

        var signed = await new MessageSigning(new Signer(async (content, _) =>
        {
            for (var turns = content.Bytes.Span[^3] % 7; turns > 0; turns--)
            {
                await Task.Yield();
            }

            return Content($"signed {Text(content)}");
        })).SignAsync(messages, Token);

        Assert.Equal(messages.Select(static message => $"signed {Text(message.Content)}"), signed.Select(Text));
    }

    /// <summary>Whatever the signer makes of it: a vault's client throws what it likes when its call is cut off.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Cancelling_is_no_failure_of_the_signer(int count)
    {
        using var source = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var signing = new MessageSigning(new Signer(async (_, token) =>
        {
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = token.Register(cancelled.SetResult);
            begun.TrySetResult();
            await cancelled.Task;
            throw new TimeoutException("the vault hung up");
        })).SignAsync([.. Enumerable.Range(0, count).Select(static index => (Content($"{index}"), ""))], source.Token).AsTask();

        await begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing.WaitAsync(TimeSpan.FromMinutes(1), Token));
    }

    private static MessageContent Content(string text) => MessageContent.FromBytes(Encoding.ASCII.GetBytes($"Subject: {text}\r\n"));

    private static string Text(MessageContent content) => Encoding.ASCII.GetString(content.Bytes.Span)["Subject: ".Length..^2];

    private sealed class Signer(Func<MessageContent, CancellationToken, Task<MessageContent>> sign) : IMessageSigner
    {
        public ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public async ValueTask<MessageContent> SignAsync(MessageContent content, CancellationToken cancellationToken) => await sign(content, cancellationToken);
    }
}
