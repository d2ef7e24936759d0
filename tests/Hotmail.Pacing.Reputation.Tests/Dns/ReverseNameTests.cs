using System.Globalization;
using System.Net;
using CsCheck;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dns;

public class ReverseNameTests
{
    [Theory]
    [InlineData("192.0.2.1", "1.2.0.192.in-addr.arpa")]
    [InlineData("2001:db8::567:89ab", "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")]
    public void The_examples_of_the_standards_come_out(string address, string name) => Assert.Equal(name, ReverseName.ForPtr(IPAddress.Parse(address)));

    [Fact]
    public void Read_backwards_the_labels_are_the_address() => Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]).Sample(static bytes =>
    {
        var labels = ReverseName.Labels(new IPAddress(bytes)).Split('.').Reverse().ToArray();

        var read = bytes.Length == 4
            ? labels.Select(static label => byte.Parse(label, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray()
            : Convert.FromHexString(string.Concat(labels));
        Assert.Equal(bytes, read);
        Assert.Equal(bytes.Length == 4 ? 4 : 32, labels.Length);
    });

    [Fact]
    public void Public_addresses_are_told_from_others_by_their_networks() => Gen.Byte.Array[4].Sample(static bytes =>
    {
        string[] others = ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"];
        var address = new IPAddress(bytes);

        Assert.Equal(!others.Any(network => IPNetwork.Parse(network).Contains(address)), AddressScope.IsPublic(address));
        Assert.Equal(AddressScope.IsPublic(address), AddressScope.IsPublic(address.MapToIPv6()));
    });
}
