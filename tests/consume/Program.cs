// What a new user writes: one message through the pacer, as a hosted service with the durable queue, to the testing package's receiver.
using Hotmail.Pacing;
using Hotmail.Pacing.Testing;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;

await using var receiver = ThrottlingReceiver.Start();

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddProviderPacing()
    .UseSqliteQueue("spool.db")
    .AddEgressSource("local", source => source.Relay = new RelayOptions { Host = "127.0.0.1", Port = receiver.Port, Tls = TlsMode.Off });
using var host = builder.Build();
await host.StartAsync();

using var message = new MimeMessage(
    [MailboxAddress.Parse("shop@sender.example")], [MailboxAddress.Parse("you@hotmail.com")], "Hello", new TextPart("plain") { Text = "Hello." });
var result = await host.Services.GetRequiredService<ProviderPacer>().SendAsync(OutboundMessage.FromMimeMessage(message));
await host.StopAsync();

var delivered = result.AllDelivered && receiver.CountOf("you@hotmail.com") == 1;
Console.WriteLine(delivered ? "delivered" : $"not delivered: {string.Join("; ", result.Recipients.Select(recipient => recipient.Reason))}");
return delivered ? 0 : 1;
