using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Polly;
using Polly.Retry;

namespace Hotmail.Pacing.Benchmarks.Throttle;

/// <summary>
/// What a careful application does by hand: at most 25 connections by a semaphore, each used for 50 messages, and Polly's retries with exponential backoff and jitter
/// around each message.
/// </summary>
internal static class PollyLoop
{
    private const int Connections = 25;
    private const int MessagesPerConnection = 50;

    private static readonly ResiliencePipeline Retries = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SmtpCommandException>(static e => (int)e.StatusCode is >= 400 and < 500).Handle<SmtpProtocolException>().Handle<IOException>().Handle<ServiceNotConnectedException>(),
            MaxRetryAttempts = 8,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(30),
        })
        .Build();

    /// <summary>Sends until it is told to stop.</summary>
    /// <returns>The messages given up.</returns>
    public static async Task<int> RunAsync(int port, CancellationToken over)
    {
        using var semaphore = new SemaphoreSlim(Connections);
        var (givenUp, sessions) = (0, new List<Task>());
        var number = 0;
        while (!over.IsCancellationRequested)
        {
            await ((Task)semaphore.WaitAsync(over)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!over.IsCancellationRequested)
            {
                sessions.Add(SessionAsync());
            }
        }

        await Task.WhenAll(sessions);
        return givenUp;

        async Task SessionAsync()
        {
            var client = new SmtpClient();
            try
            {
                for (var carried = 0; carried < MessagesPerConnection; carried++)
                {
                    var message = Message(Interlocked.Increment(ref number));
                    await Retries.ExecuteAsync(async token =>
                    {
                        if (!client.IsConnected)
                        {
                            client.Dispose();
                            client = new SmtpClient();
                            await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None, token);
                        }

                        await client.SendAsync(message, token);
                    }, over);
                }

                await client.DisconnectAsync(quit: true, over);
            }
            catch (OperationCanceledException)
            {
                // The time is over.
            }
            catch (Exception exception) when (exception is SmtpCommandException or SmtpProtocolException or IOException or ServiceNotConnectedException)
            {
                Interlocked.Increment(ref givenUp);
            }
            finally
            {
                client.Dispose();
                semaphore.Release();
            }
        }
    }

    private static MimeMessage Message(int number)
    {
        var message = new MimeMessage { Subject = "News", Body = new TextPart("plain") { Text = "Hello.\r\n" } };
        message.From.Add(new MailboxAddress("News", "news@example.com"));
        message.To.Add(new MailboxAddress("A customer", $"user{number}@hotmail.com"));
        return message;
    }
}
