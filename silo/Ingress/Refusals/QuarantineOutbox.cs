using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using CityActors.Quarantine;
using CityActors.Silo.Ingress.Gateway;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Refusals;

/// <summary>
/// Takes what was refused to the quarantine, in batches and at its own pace: nobody who sends waits for it. What there is no room
/// for is counted and dropped.
/// </summary>
internal sealed partial class QuarantineOutbox : BackgroundService
{
    /// <summary>Bytes of a payload that are kept.</summary>
    public const int PayloadBytesMax = 64 << 10;

    private const int EntriesPerCallMax = 64;
    private const int BytesPerCallMax = 1 << 20;
    private const int TriesMax = 5;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastTry = TimeSpan.FromSeconds(5);

    private readonly IQuarantineDoor door;
    private readonly TimeProvider time;
    private readonly ILogger<QuarantineOutbox> logger;
    private readonly Channel<QuarantineEntry> waiting;
    private readonly int perSourcePerMinute;
    private readonly Dictionary<string, int> inMinute = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long minute;

    public QuarantineOutbox(
        IQuarantineDoor door, IOptions<GatewayOptions> options, TimeProvider time, ILogger<QuarantineOutbox> logger)
    {
        this.door = door;
        this.time = time;
        this.logger = logger;
        perSourcePerMinute = options.Value.QuarantinePerSourcePerMinute;
        waiting = Channel.CreateBounded<QuarantineEntry>(
            new BoundedChannelOptions(options.Value.QuarantineWaitingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>Puts something in the quarantine, unless its source has put in enough for this minute or there is no room.</summary>
    public void Offer(string source, string topic, string reason, string detail, string contentType, ReadOnlySpan<byte> payload)
    {
        var now = time.GetUtcNow();
        if (!MayStill(source, now) || !waiting.Writer.TryWrite(Entry(source, topic, reason, detail, contentType, payload, now)))
        {
            IngressMeters.QuarantineOverflow(1);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<QuarantineEntry>(EntriesPerCallMax);
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                var bytes = 0;
                while (group.Count < EntriesPerCallMax && bytes < BytesPerCallMax && waiting.Reader.TryRead(out var entry))
                {
                    group.Add(entry);
                    bytes += entry.Payload.Length;
                }

                await Keep([.. group], stoppingToken);
                group.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await KeepTheRest(group);
        }
    }

    /// <summary>The silo stops while the quarantine still answers: one try for all that waits.</summary>
    private async Task KeepTheRest(List<QuarantineEntry> group)
    {
        while (waiting.Reader.TryRead(out var entry))
        {
            group.Add(entry);
        }

        if (group.Count == 0)
        {
            return;
        }

        try
        {
            foreach (var some in group.Chunk(EntriesPerCallMax))
            {
                await door.Keep([.. some]).WaitAsync(LastTry, time);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            IngressMeters.QuarantineOverflow(group.Count);
            GivenUp(group.Count, failure);
        }
    }

    private async Task Keep(ImmutableArray<QuarantineEntry> entries, CancellationToken stoppingToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await door.Keep(entries);
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                IngressMeters.LoopFailed("ingress-quarantine");
                if (tries == TriesMax)
                {
                    IngressMeters.QuarantineOverflow(entries.Length);
                    GivenUp(entries.Length, failure);
                    return;
                }
            }

            await Task.Delay(RetryPause * tries, time, stoppingToken);
        }
    }

    private bool MayStill(string source, DateTimeOffset now)
    {
        lock (gate)
        {
            var thisMinute = now.ToUnixTimeSeconds() / 60;
            if (minute != thisMinute)
            {
                minute = thisMinute;
                inMinute.Clear();
            }

            // At most as many sources are counted as entries may wait in a minute's time many times over; the rest shares one count.
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(inMinute, inMinute.Count < 65_536 ? source : "", out _);
            return count++ < perSourcePerMinute;
        }
    }

    private static QuarantineEntry Entry(
        string source, string topic, string reason, string detail, string contentType, ReadOnlySpan<byte> payload, DateTimeOffset now)
    {
        var kept = payload.Length > PayloadBytesMax ? payload[..PayloadBytesMax] : payload;
        var hash = new XxHash128();
        hash.Append(MemoryMarshal.AsBytes(source.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(topic.AsSpan()));
        hash.Append(Encoding.UTF8.GetBytes(detail));
        hash.Append(kept);
        var id = $"in-{now.ToUnixTimeMilliseconds():x}-{Convert.ToHexStringLower(hash.GetCurrentHash())}";
        return new QuarantineEntry(id, source, topic, reason, detail, now, contentType, [.. kept]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Entries} refused messages did not get into the quarantine and are dropped")]
    private partial void GivenUp(int entries, Exception exception);

}
