using System.Text.Json;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Tests.Bench;

namespace CityActors.Simulators.Tests.Sending;

public sealed class MqttLinkTests
{
    private readonly SendCounts counts = new(TimeProvider.System);

    [Fact]
    public async Task Messages_arrive_in_order_and_are_counted()
    {
        await using var server = await new MessageServer().Start();
        await Send(server, 0, 200);
        Assert.Equal(Enumerable.Range(1, 200), server.Acknowledged.Select(static one => (int)MessageServer.Sequence(one.Payload)));
        Assert.All(server.Acknowledged, static one => Assert.Equal(("test", "city/Device/a/telemetry"), (one.Client, one.Topic)));
        Assert.Equal((200, 200, 0, 0), (counts.Sent, counts.Acknowledged, counts.ResentMessages, counts.Disconnects));
    }

    [Fact]
    public async Task What_was_not_acknowledged_is_sent_again_with_the_same_numbers_before_anything_new()
    {
        await using var server = new MessageServer { Drops = static seen => seen is 60 or 61 or 150 };
        await server.Start();
        await Send(server, 0, 300);
        var numbers = server.Acknowledged.Select(static one => (int)MessageServer.Sequence(one.Payload)).ToList();
        Assert.Equal(Enumerable.Range(1, 300), numbers.Distinct().Order());

        // A message may come twice, its acknowledgement having been lost; but none overtakes one that nobody has seen yet.
        Assert.Equal(Enumerable.Range(1, 300), numbers.Distinct());
        Assert.Equal((300, 300, 0), (counts.Sent, counts.Acknowledged, counts.Refused));
        Assert.True(counts.ResentMessages >= 3, $"Nothing was sent again: {counts.ResentMessages}.");
        Assert.True(counts.Disconnects >= 3, $"Three connections were dropped, {counts.Disconnects} were missed.");
    }

    [Fact]
    public async Task A_server_that_stops_and_comes_back_gets_everything()
    {
        await using var server = await new MessageServer().Start();
        await using var link = Open(server, Messages.Settings());
        for (var number = 0; number < 40; number++)
        {
            await link.Send(Messages.Of(number), CancellationToken.None);
        }

        await server.Stop();
        var rest = Task.Run(async () =>
        {
            for (var number = 40; number < 200; number++)
            {
                await link.Send(Messages.Of(number), CancellationToken.None);
            }
        });
        await server.Start();
        await rest.WaitAsync(Messages.Patience);
        await link.Drain(CancellationToken.None).WaitAsync(Messages.Patience);
        var numbers = server.Acknowledged.Select(static one => (int)MessageServer.Sequence(one.Payload));
        Assert.Equal(Enumerable.Range(1, 200), numbers.Distinct().Order());
        Assert.Equal(200, counts.Acknowledged);
    }

    [Fact]
    public async Task A_refused_message_is_counted_and_not_sent_again()
    {
        await using var server = new MessageServer { Refuses = static payload => MessageServer.Sequence(payload) == 3 };
        await server.Start();
        await Send(server, 0, 5);
        Assert.Equal((5, 4, 1, 0), (counts.Sent, counts.Acknowledged, counts.Refused, counts.ResentMessages));
    }

    [Fact]
    public async Task Without_acknowledgement_messages_leave()
    {
        await using var server = await new MessageServer().Start();
        await using var link = Open(server, Messages.Settings(qos: 0));
        for (var number = 0; number < 10; number++)
        {
            await link.Send(Messages.Of(number), CancellationToken.None);
        }

        await link.Drain(CancellationToken.None).WaitAsync(Messages.Patience);
        Assert.Equal((10, 0, 10), (counts.Sent, counts.Acknowledged, counts.Left));
    }

    [Fact]
    public async Task A_recording_is_declared_under_the_name_of_the_connection()
    {
        await using var server = await new MessageServer().Start();
        await using var link = Open(server, Messages.Settings());
        var epoch = new DateTimeOffset(2026, 11, 25, 7, 0, 0, TimeSpan.FromHours(7));
        await link.Declare(epoch, CancellationToken.None).WaitAsync(Messages.Patience);
        var (_, topic, payload) = Assert.Single(server.Acknowledged);
        Assert.Equal("city/sources/test/declare", topic);
        using var said = JsonDocument.Parse(payload);
        Assert.Equal("replay", said.RootElement.GetProperty("kind").GetString());
        Assert.Equal("2026-11-25T07:00:00+07:00", said.RootElement.GetProperty("epoch").GetString());
        Assert.Equal(0, counts.Sent);
    }

    [Fact]
    public async Task A_refused_declaration_is_told()
    {
        await using var server = new MessageServer { Refuses = static _ => true };
        await server.Start();
        await using var link = Open(server, Messages.Settings());
        var failure = await Assert.ThrowsAsync<LinkFailedException>(
            () => link.Declare(DateTimeOffset.UnixEpoch, CancellationToken.None).WaitAsync(Messages.Patience));
        Assert.Contains("refused the declaration", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_city_that_is_not_there_for_too_long_ends_the_link_with_a_sentence()
    {
        await using var server = new MessageServer();
        await using var link = Open(server, Messages.Settings(patience: TimeSpan.FromMilliseconds(1)));
        await link.Send(Messages.Of(0), CancellationToken.None);
        var failure = await Assert.ThrowsAsync<LinkFailedException>(() => link.Drain(CancellationToken.None).WaitAsync(Messages.Patience));
        Assert.Contains($"mqtt://127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, counts.Acknowledged);
    }

    private ILink Open(MessageServer server, LinkSettings settings) =>
        Links.Open(new Target(true, "127.0.0.1", server.Port), settings, counts, TimeProvider.System);

    private async Task Send(MessageServer server, int from, int to)
    {
        await using var link = Open(server, Messages.Settings());
        for (var number = from; number < to; number++)
        {
            await link.Send(Messages.Of(number), CancellationToken.None).AsTask().WaitAsync(Messages.Patience);
        }

        await link.Drain(CancellationToken.None).WaitAsync(Messages.Patience);
    }
}
