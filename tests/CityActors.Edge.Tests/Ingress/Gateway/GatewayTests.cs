using System.Text;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Telemetry;

namespace CityActors.Edge.Tests.Ingress.Gateway;

/// <summary>From names to handles to groups in the log.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private const string Twin = "urn:ngsi-ld:AirQualityObserved:q1";

    private IngressHost city = null!;

    public async ValueTask InitializeAsync() => city = await IngressHost.Start(static options =>
    {
        options.Admission.NewChannelsPerSourcePerMinute = 1_000;
        options.Admission.NewChannelsPerSource = 1_500;
    });

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task A_channel_is_resolved_once()
    {
        await Send(Pack(("a", 1), ("b", 2)));
        var calls = city.Directory.Calls;
        for (var i = 0; i < 10; i++)
        {
            await Send(Pack(("a", i), ("b", i)));
        }

        Assert.Equal(calls, city.Directory.Calls);
        Assert.Equal(11, city.Of(Twin, "a").Count);
    }

    [Fact]
    public async Task A_channel_whose_device_says_no_unit_gets_that_of_its_model()
    {
        await Send(Pack(("pm25", 1), ("mood", 1)));

        Assert.Equal("ug/m3", city.Directory.UnitOf(Twin, "pm25"));
        Assert.Null(city.Directory.UnitOf(Twin, "mood"));
    }

    [Fact]
    public async Task A_deleted_twin_is_asked_for_again_and_its_handles_are_given_to_nobody_else()
    {
        await Send(Pack(("a", 1)));
        var old = city.Directory.Known[(Twin, "a")];
        city.Directory.Delete(Twin);
        city.Progress.ReportDeletions(old.Partition, 1);
        await Send(Pack(("a", 2)));
        var anew = city.Directory.Known[(Twin, "a")];
        Assert.NotEqual(old.Handle, anew.Handle);
        Assert.Equal([old.Handle, anew.Handle], city.Log.Readings.Select(static reading => reading.Handle));
    }

    [Fact]
    public async Task An_address_of_another_generation_is_refused()
    {
        city.Directory.Generation = 7;
        var batch = await Send(Pack(("a", 1)));
        Assert.Equal(RefusalReason.UnknownTwin, Assert.Single(batch.Refusals).Reason);
        Assert.Empty(city.Log.Readings);
    }

    [Fact]
    public async Task When_the_shards_do_not_answer_nothing_of_the_batch_is_kept_and_it_can_be_tried_again()
    {
        city.Directory.IsDown = true;
        var batch = city.Gateway.Rent(Source());
        city.Gateway.Add(batch, Pack(("a", 1), ("a", 2)), null);
        Assert.Contains("did not answer", await city.Gateway.Resolve(batch), StringComparison.Ordinal);
        Assert.Equal(0, batch.Count);
        city.Directory.IsDown = false;
        Assert.Null(await city.Gateway.Resolve(batch));
        Assert.Equal(2, batch.Count);
        city.Gateway.Return(batch);
    }

    [Fact]
    public async Task Readings_of_a_channel_keep_their_order_when_the_first_ones_must_be_asked_for()
    {
        await Send(Pack(("b", 0)));
        await Send(Pack(("a", 1), ("b", 1), ("a", 2), ("b", 2), ("a", 3)));
        Assert.Equal([1.0, 2.0, 3.0], city.Of(Twin, "a").Select(static reading => reading.Number));
        Assert.Equal([0.0, 1.0, 2.0], city.Of(Twin, "b").Select(static reading => reading.Number));
    }

    [Fact]
    public async Task Batches_that_wait_for_a_flush_become_durable_in_one()
    {
        await Send(Pack(("a", 0)));
        city.Log.Hold();
        var before = city.Log.Appends;
        var sending = new List<Task>();
        for (var i = 1; i <= 3; i++)
        {
            sending.Add(Send(Pack(("a", i))));
            await city.Appended(1 + i);
        }

        sending.AddRange(Enumerable.Range(4, 197).Select(i => Send(Pack(("a", i)))));
        Assert.Equal(3, city.Log.Appends - before);
        city.Log.Release();
        await Task.WhenAll(sending);
        Assert.InRange(city.Log.Appends - before, 4, 8);
        Assert.Equal(201, city.Of(Twin, "a").Count);
    }

    [Fact]
    public async Task A_failed_append_fails_its_batches_and_the_next_ones_are_kept()
    {
        city.Log.IsBroken = true;
        Assert.Equal("No space left on device.", (await Send(Pack(("a", 1)))).Failure);
        city.Log.IsBroken = false;
        Assert.Null((await Send(Pack(("a", 2)))).Failure);
        Assert.Equal([2.0], city.Of(Twin, "a").Select(static reading => reading.Number));
    }

    [Fact]
    public async Task A_million_invented_ids_of_one_source_register_no_more_than_it_may()
    {
        using var refused = new Counted(CityTelemetry.Refused, RefusalReason.TooManyTwins);
        var lines = new StringBuilder();
        for (var i = 0; i < 1_000_000; i++)
        {
            lines.Append("air,id=x").Append(i).Append(" a=1\n");
        }

        using var content = new StringContent(lines.ToString(), Encoding.UTF8, "text/plain");
        using var answer = await city.Http.PostAsync("/write", content);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.InRange(city.Directory.Known.Count, 1_000, 1_500);
        Assert.Equal(city.Directory.Known.Count, city.Log.Readings.Count);
        Assert.Equal(1_000_000, city.Directory.Known.Count + refused.Total);
        Assert.Single(city.Logs.Messages, static message => message.Contains("too-many-twins", StringComparison.Ordinal));
        Assert.InRange(city.Quarantine.Entries.Count, 1, 200);

        await Send(Pack(("a", 1)), "somebody-else");
        Assert.Single(city.Of(Twin, "a"));
    }

    private IngestSource Source(string actor = "d1") => city.Gateway.Source(Doors.Http, "city", actor);

    private async Task<(string? Failure, PayloadRefusal[] Refusals)> Send(PayloadReadings readings, string actor = "d1")
    {
        var batch = city.Gateway.Rent(Source(actor));
        city.Gateway.Add(batch, readings, null);
        Assert.Null(await city.Gateway.Resolve(batch));
        PayloadRefusal[] refusals = [.. batch.Refused];
        await city.Gateway.Append(batch, CancellationToken.None);
        var failure = await batch.Durable;
        city.Gateway.Return(batch);
        return (failure, refusals);
    }

    private static PayloadReadings Pack(params (string Channel, double Value)[] values)
    {
        var readings = new PayloadReadings();
        var records = values.Select(static one => FormattableString.Invariant($$"""{"n":"{{Twin}}/{{one.Channel}}","v":{{one.Value}}}"""));
        Assert.Null(PayloadFormat.SenMlJson.Parse(Encoding.UTF8.GetBytes($"[{string.Join(',', records)}]"), 1_700_000_000_000, readings));
        return readings;
    }
}
