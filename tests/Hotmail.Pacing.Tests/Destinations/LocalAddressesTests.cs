using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.Destinations;

public sealed class LocalAddressesTests
{
    private static readonly IPAddress[] Some = [IPAddress.Loopback, IPAddress.Parse("192.0.2.1"), new(IPAddress.Parse("fe80::1").GetAddressBytes(), 2)];

    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("192.0.2.2", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.2", true)]
    [InlineData("::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("0.0.0.0", false)]
    public void An_address_is_local_when_it_is_listed_or_loopback(string address, bool expected) =>
        Assert.Equal(expected, LocalAddresses.Contain(Some, IPAddress.Parse(address)));

    [Fact]
    public void Loopback_and_link_local_addresses_reach_no_other_network()
    {
        Assert.True(LocalAddresses.Reach(Some, AddressFamily.InterNetwork));
        Assert.False(LocalAddresses.Reach(Some, AddressFamily.InterNetworkV6));
        Assert.False(LocalAddresses.Reach([IPAddress.Loopback, IPAddress.Parse("169.254.1.1")], AddressFamily.InterNetwork));
        Assert.True(LocalAddresses.Reach([IPAddress.Parse("2001:db8::1")], AddressFamily.InterNetworkV6));
    }

    [Fact]
    public void The_machines_own_are_read() => Assert.Contains(IPAddress.Loopback, LocalAddresses.Read()!);
}
