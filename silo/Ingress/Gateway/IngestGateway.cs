using System.Collections.Concurrent;
using CityActors.Domain.Commands;
using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Silo.Ingress.Admission;
using CityActors.Silo.Ingress.Commands;
using CityActors.Silo.Ingress.Gateway.Channels;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Twins;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Gateway;

/// <summary>
/// The way of a reading from a door into the log: names become handles (cached), readings become records, batches of many senders
/// become durable in one flush. A door rents a batch, adds payloads, resolves, appends, awaits, and returns the batch.
/// </summary>
internal sealed class IngestGateway(
    ICityLog log,
    ShardProgress progress,
    LogAppender appender,
    ChannelResolver resolver,
    FoldAdmission admission,
    IOptions<GatewayOptions> options,
    TimeProvider time)
{
    private const int BatchesKeptMax = 256;

    private readonly ChannelTable table = new(options.Value.ChannelsCached);
    private readonly RecordWriterPool writers = new();
    private readonly ConcurrentQueue<IngestBatch> batches = new();

    /// <summary>Whether readings are accepted now.</summary>
    public FoldAdmission Admission => admission;

    /// <summary>Now, Unix milliseconds.</summary>
    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A source of this city.</summary>
    public IngestSource Source(string door, string root, string actor) => new(door, root, options.Value.Tenant, actor);

    /// <summary>The twin that a topic or path names, to be kept by the connection.</summary>
    /// <param name="id">URN.</param>
    /// <param name="root">First level of the topic, or path.</param>
    public TopicTwin Twin(string id, string root) => new(id, root, table);

    /// <summary>An empty batch, arriving now.</summary>
    public IngestBatch Rent(IngestSource source)
    {
        var batch = batches.TryDequeue(out var kept) ? kept : new IngestBatch(writers, log.Partitions);
        batch.Begin(source, NowMs);
        return batch;
    }

    /// <summary>Gives a batch back; nobody may touch it afterwards.</summary>
    public void Return(IngestBatch batch)
    {
        batch.Clear();
        if (batches.Count < BatchesKeptMax)
        {
            batches.Enqueue(batch);
        }
    }

    /// <summary>Adds the readings of a payload: those of known channels are encoded, the others wait for <see cref="Resolve"/>.</summary>
    /// <param name="batch">Batch to add to.</param>
    /// <param name="readings">What the parser found.</param>
    /// <param name="topic">Twin of the topic or path; null when there is none.</param>
    /// <param name="tag">What the door knows the payload by; negative: each reading by its own record or line.</param>
    public void Add(IngestBatch batch, PayloadReadings readings, TopicTwin? topic, int tag = -1)
    {
        Slice last = default;
        UInt128 lastKey = default;
        foreach (ref readonly var reading in readings.Items)
        {
            var channel = readings.Bytes(reading.Channel);
            var fromTopic = reading.TwinForm == TwinForm.Topic;
            if (fromTopic && topic is not null && topic.TryGet(channel, out var known) && IsFresh(known) && batch.Missed.Count == 0)
            {
                batch.Write(known.Partition, known.Handle, reading, readings.Bytes(reading.Text));
                continue;
            }

            if (!fromTopic && (reading.Twin != last || lastKey == default))
            {
                last = reading.Twin;
                lastKey = table.Twin(reading.TwinForm, readings.Bytes(last));
            }

            var twinKey = fromTopic ? topic?.Key ?? default : lastKey;
            var key = table.Channel(twinKey, channel);
            if (table.TryGet(key, out var cached) && IsFresh(cached) && !batch.Missed.Holds(key))
            {
                batch.Write(cached.Partition, cached.Handle, reading, readings.Bytes(reading.Text));
                if (fromTopic)
                {
                    topic?.Set(channel, cached);
                }
            }
            else
            {
                var origin = new MissedReadings.Origin(
                    key, twinKey, fromTopic ? topic : null, topic?.Root ?? batch.Source.Root, tag < 0 ? reading.Record : tag);
                batch.Missed.Add(readings, reading, origin);
            }
        }
    }

    /// <summary>Asks the shards for what the batch missed; what is refused is in <see cref="IngestBatch.Refused"/> then.</summary>
    /// <returns>Null when all is decided; else the sentence why the shards could not answer: nothing of the batch may be
    /// acknowledged.</returns>
    public async ValueTask<string?> Resolve(IngestBatch batch)
    {
        if (batch.Missed.Count == 0)
        {
            return null;
        }

        // Read before the shards are asked: a twin deleted while they answer makes the answer stale at once.
        var deletions = new int[log.Partitions];
        for (var partition = 0; partition < deletions.Length; partition++)
        {
            deletions[partition] = progress.Deletions(partition);
        }

        Dictionary<UInt128, ChannelResolver.Resolution> answers;
        try
        {
            answers = await resolver.Resolve(batch);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            IngressMeters.Refused(batch.Source.Door, RefusalReason.Unavailable, batch.Count + batch.Missed.Count);
            return $"The shards did not answer: {failure.Message}";
        }

        Take(batch, answers, deletions);
        return null;
    }

    /// <summary>
    /// Hands the batch to the log; await <see cref="IngestBatch.Durable"/> afterwards. An empty batch is durable at once.
    /// </summary>
    public ValueTask Append(IngestBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Bytes == 0)
        {
            batch.Complete(null);
            return default;
        }

        return appender.Enqueue(batch, cancellationToken);
    }

    /// <summary>The batch's source declares what its times mean: told to every partition, before the readings added after it.</summary>
    /// <param name="batch">Batch to add to.</param>
    /// <param name="isReplay">Whether recorded data is replayed.</param>
    /// <param name="epochMs">The moment its first time stands for, Unix milliseconds.</param>
    public void AddDeclaration(IngestBatch batch, bool isReplay, long epochMs)
    {
        for (var partition = 0; partition < log.Partitions; partition++)
        {
            var records = batch.For(partition);
            var before = records.Length;
            records.Source(batch.Source.Actor, isReplay, epochMs);
            batch.Wrote(records.Length - before);
        }
    }

    /// <summary>A device says what became of a command of its twin.</summary>
    /// <returns>Null, or a sentence why it cannot be one.</returns>
    public string? AddAnswer(IngestBatch batch, string twin, in CommandAnswer answer)
    {
        var partition = TwinId.PartitionOf(twin, log.Partitions);
        if (answer.Command.Generation != log.Generation || answer.Command.Partition != partition)
        {
            return $"Expected the id of a command of {twin}, {log.Generation}.{partition}.n, got {answer.Command}.";
        }

        var records = batch.For(partition);
        var before = records.Length;
        records.CommandOutcome(new CommandOutcome(answer.Command.Sequence, twin, answer.Kind, answer.Reason));
        batch.Wrote(records.Length - before);
        return null;
    }

    private void Take(IngestBatch batch, Dictionary<UInt128, ChannelResolver.Resolution> answers, int[] deletions)
    {
        var missed = batch.Missed;
        for (var i = 0; i < missed.Count; i++)
        {
            var origin = missed.Origins[i];
            ref readonly var reading = ref missed.Readings.Items[i];
            var (address, reason, detail) = answers[origin.Key];
            if (reason is null)
            {
                var cached = new CachedChannel(address.Partition, address.Handle, (ushort)deletions[address.Partition]);
                table.Set(origin.Key, cached);
                origin.Twin?.Set(missed.Readings.Bytes(reading.Channel), cached);
                batch.Write(address.Partition, address.Handle, reading, missed.Readings.Bytes(reading.Text));
            }
            else
            {
                batch.Refused.Add(new PayloadRefusal(reason, detail, origin.Tag));
            }
        }
    }

    private bool IsFresh(in CachedChannel cached) => cached.Stamp == (ushort)progress.Deletions(cached.Partition);
}
