using System.Collections.Immutable;
using System.Text;
using CityActors.Silo.Ingress.Admission;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Silo.Ingress.Payloads.LineProtocol;
using CityActors.Silo.Ingress.Units;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Gateway.Channels;

/// <summary>
/// Asks the shards for the channels of a batch that the gateway does not know: all names of a partition in one call. What is unknown
/// there too is registered, as far as the door and the source may, or refused.
/// </summary>
internal sealed class ChannelResolver(
    IChannelDirectory directory,
    NewChannelBudget budget,
    SeriesTwins series,
    UnitCatalog units,
    IOptions<AdmissionOptions> admission,
    Grains.Log.ICityLog log)
{
    private const int NamesPerCallMax = 10_000;

    /// <summary>Resolves what a batch missed.</summary>
    /// <returns>Address or refusal of each missed key.</returns>
    public async Task<Dictionary<UInt128, Resolution>> Resolve(IngestBatch batch)
    {
        var answers = new Dictionary<UInt128, Resolution>();
        var wanted = Collect(batch, answers);
        var asked = wanted.GroupBy(static name => name.Partition)
            .SelectMany(static names => names.Chunk(NamesPerCallMax))
            .Select(names => Ask(names, register: false, batch.Source, answers));
        var unknown = (await Task.WhenAll(asked)).SelectMany(static names => names).ToList();
        if (unknown.Count > 0)
        {
            await Register(unknown, batch.Source, answers);
        }

        return answers;
    }

    private List<Wanted> Collect(IngestBatch batch, Dictionary<UInt128, Resolution> answers)
    {
        var missed = batch.Missed;
        var wanted = new List<Wanted>();
        var twins = new Dictionary<UInt128, (string Id, string? Problem)>();
        for (var i = 0; i < missed.Count; i++)
        {
            var origin = missed.Origins[i];
            if (answers.ContainsKey(origin.Key))
            {
                continue;
            }

            ref readonly var reading = ref missed.Readings.Items[i];
            if (!twins.TryGetValue(origin.TwinKey, out var twin))
            {
                twin = NameTwin(missed.Readings, reading, origin.Twin);
                twins.Add(origin.TwinKey, twin);
            }

            if (twin.Problem is not null)
            {
                answers[origin.Key] = new Resolution(default, RefusalReason.Twin, twin.Problem);
                continue;
            }

            answers[origin.Key] = default;
            var channel = Encoding.ASCII.GetString(missed.Readings.Bytes(reading.Channel));
            var unit = reading.Unit.IsEmpty
                ? units.Of(TwinId.TypeOf(twin.Id), channel)
                : Encoding.ASCII.GetString(missed.Readings.Bytes(reading.Unit));
            wanted.Add(new Wanted(
                origin.Key, origin.Root, TwinId.PartitionOf(twin.Id, log.Partitions), new ChannelName(twin.Id, channel, unit)));
        }

        return wanted;
    }

    private (string Id, string? Problem) NameTwin(PayloadReadings readings, in ParsedReading reading, TopicTwin? topic)
    {
        switch (reading.TwinForm)
        {
            case TwinForm.Topic:
                return topic is null
                    ? ("", "Expected a name urn:ngsi-ld:Type:local/channel: neither topic nor path names a twin.")
                    : (topic.Id, null);
            case TwinForm.Urn:
                var bytes = readings.Bytes(reading.Twin);
                var id = Encoding.UTF8.GetString(bytes);
                return (id, TwinId.IsValid(id) ? null : $"Expected a twin urn:ngsi-ld:Type:local, got {ReadingValues.Show(bytes)}.");
            default:
                return series.TryName(readings.Bytes(reading.Twin), out var named, out var problem)
                    ? (named, null)
                    : ("", $"The line names no twin: {problem}.");
        }
    }

    private async Task<List<Wanted>> Ask(
        Wanted[] names, bool register, IngestSource source, Dictionary<UInt128, Resolution> answers)
    {
        var unknown = new List<Wanted>();
        ImmutableArray<ChannelAddress> addresses;
        try
        {
            addresses = await directory.Resolve(
                names[0].Partition, ImmutableArray.CreateRange(names.Select(static name => name.Name)), register, source);
        }
        catch (ArgumentException wrong)
        {
            // The shard finds fault with a name: asking again would not help, and the other partitions' names are none the worse.
            lock (answers)
            {
                Refuse(names, RefusalReason.Twin, $"was not accepted by its shard: {wrong.Message}", answers);
            }

            return unknown;
        }

        lock (answers)
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (addresses[i].IsResolved && addresses[i].Generation == log.Generation)
                {
                    answers[names[i].Key] = new Resolution(addresses[i], null, "");
                }
                else
                {
                    unknown.Add(names[i]);
                }
            }
        }

        return unknown;
    }

    private async Task Register(List<Wanted> all, IngestSource source, Dictionary<UInt128, Resolution> answers)
    {
        var unknown = all.Where(name => admission.Value.For(name.Root) == UnknownTwins.Register).ToList();
        Refuse(all.Except(unknown), RefusalReason.UnknownTwin, "is not registered, and this door registers nothing", answers);
        var allowed = budget.Take(source, unknown.Count);
        Refuse(unknown.Skip(allowed), RefusalReason.TooManyTwins,
            "is new, and its source has registered as much as it may for now", answers);
        var registering = unknown.Take(allowed).GroupBy(static name => name.Partition)
            .SelectMany(static names => names.Chunk(NamesPerCallMax))
            .Select(names => Ask(names, register: true, source, answers));
        var failed = new List<Wanted>();
        try
        {
            failed = (await Task.WhenAll(registering)).SelectMany(static names => names).ToList();
        }
        catch
        {
            budget.GiveBack(source, allowed);
            throw;
        }

        budget.GiveBack(source, failed.Count);
        Refuse(failed, RefusalReason.UnknownTwin, "could not be registered", answers);
        IngressMeters.Admitted(unknown.Take(allowed).Select(static name => name.Name.Twin).Distinct().Count());
    }

    private static void Refuse(IEnumerable<Wanted> names, string reason, string why, Dictionary<UInt128, Resolution> answers)
    {
        foreach (var name in names)
        {
            answers[name.Key] = new Resolution(default, reason, $"The channel {name.Name.Channel} of {name.Name.Twin} {why}.");
        }
    }

    /// <summary>What became of a missed channel.</summary>
    /// <param name="Address">Where its readings go, when <paramref name="Reason"/> is null.</param>
    /// <param name="Reason">Why it is refused; null when it is not.</param>
    /// <param name="Detail">Sentence.</param>
    internal readonly record struct Resolution(ChannelAddress Address, string? Reason, string Detail);

    private readonly record struct Wanted(UInt128 Key, string Root, int Partition, ChannelName Name);
}
