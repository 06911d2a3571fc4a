using System.Text;
using CityActors.Silo.Ingress.Gateway.Channels;
using CityActors.Silo.Ingress.Payloads;
using FsCheck;
using FsCheck.Xunit;

namespace CityActors.Edge.Tests.Ingress.Gateway;

/// <summary>The cache of addresses: it may forget, it never answers with another channel's address.</summary>
public sealed class ChannelTableTests
{
    [Property(MaxTest = 300)]
    public void It_forgets_or_answers_right(PositiveInt room, byte[] sets)
    {
        var table = new ChannelTable(room.Get);
        var last = new Dictionary<int, CachedChannel>();
        for (var i = 0; i < sets.Length; i++)
        {
            var channel = new CachedChannel(i % 4_096, i, (ushort)i);
            table.Set(Key(table, sets[i]), channel);
            last[sets[i]] = channel;
            Assert.True(table.TryGet(Key(table, sets[i]), out var at) && at == channel);
        }

        for (var name = 0; name < 256; name++)
        {
            Assert.True(!table.TryGet(Key(table, name), out var found) || (last.TryGetValue(name, out var expected) && expected == found));
        }
    }

    [Fact]
    public async Task Readers_beside_a_writer_never_see_half_an_entry()
    {
        var table = new ChannelTable(16);
        using var done = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                var name = i % 64;
                table.Set(Key(table, name), new CachedChannel(name, (i & 0xFFFF00) | name, (ushort)name));
            }
        });
        for (var i = 0; i < 300_000; i++)
        {
            var name = i % 64;
            if (table.TryGet(Key(table, name), out var found))
            {
                Assert.Equal((name, name, (ushort)name), (found.Partition, found.Handle & 0xFF, found.Stamp));
            }
        }

        await done.CancelAsync();
        await writer;
    }

    [Fact]
    public void Names_of_different_forms_and_twins_do_not_meet()
    {
        var table = new ChannelTable(16);
        var urn = table.Twin(TwinForm.Urn, "a"u8);
        Assert.NotEqual(urn, table.Twin(TwinForm.Series, "a"u8));
        Assert.NotEqual(table.Channel(urn, "x"u8), table.Channel(urn, "y"u8));
        Assert.NotEqual(table.Channel(urn, "x"u8), table.Channel(table.Twin(TwinForm.Urn, "b"u8), "x"u8));
    }

    private static UInt128 Key(ChannelTable table, int name) =>
        table.Channel(table.Twin(TwinForm.Urn, "urn:ngsi-ld:A:b"u8), Encoding.ASCII.GetBytes($"c{name}"));
}
