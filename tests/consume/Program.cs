// What a new user writes: one message through the pacer, as a hosted service with the durable queue and signed, to the testing package's receiver; and the reputation packages.
using Hotmail.Pacing;
using Hotmail.Pacing.Testing;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;

await using var receiver = ThrottlingReceiver.Start(new ThrottlingReceiverOptions { KeepMessages = true });

var builder = Host.CreateApplicationBuilder(args);
var pacing = builder.Services.AddProviderPacing()
    .UseSqliteQueue("spool.db")
    .AddEgressSource("local", source => source.Relay = new RelayOptions { Host = "127.0.0.1", Port = receiver.Port, Tls = TlsMode.Off });
Reputation.Add(builder.Services, pacing);
using var host = builder.Build();
await host.StartAsync();

using var message = new MimeMessage(
    [MailboxAddress.Parse("shop@sender.example")], [MailboxAddress.Parse("you@hotmail.com")], "Hello", new TextPart("plain") { Text = "Hello." });
var result = await host.Services.GetRequiredService<ProviderPacer>().SendAsync(OutboundMessage.FromMimeMessage(message));
await host.StopAsync();
if (!result.AllDelivered || receiver.CountOf("you@hotmail.com") != 1)
{
    Console.WriteLine($"not delivered: {string.Join("; ", result.Recipients.Select(recipient => recipient.Reason))}");
    return 1;
}

var wrong = await Reputation.CheckAsync(host.Services, receiver.Messages[0].Content);
Console.WriteLine(wrong.Count == 0 ? "delivered" : string.Join(Environment.NewLine, wrong));
return wrong.Count == 0 ? 0 : 1;
