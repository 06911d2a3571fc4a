using System.IO.Hashing;
using System.Numerics;
using System.Security.Cryptography;
using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Silo.Ingress.Gateway.Channels;

/// <summary>What the table knows of a name.</summary>
/// <param name="Partition">Partition of the twin.</param>
/// <param name="Handle">Handle of the channel; negative: it was refused at the moment in <paramref name="Stamp"/>.</param>
/// <param name="Stamp">Number of deletions in the partition when it was resolved, or the moment of the refusal, low 16 bits.</param>
internal readonly record struct CachedChannel(int Partition, int Handle, ushort Stamp);

/// <summary>
/// Names of channels → where their readings go. A fixed block of memory, 24 bytes a channel, no object and no string a name: names
/// are known by 128 bits of XXH3 under a secret that is drawn at the start, so that nobody can choose names that meet. Sets of eight;
/// a full set loses an entry, which costs a question to the shard, never an answer that is wrong. Readers take no lock.
/// </summary>
internal sealed class ChannelTable
{
    private const int Ways = 8;

    private readonly Entry[] entries;
    private readonly int[] versions;
    private readonly uint mask;
    private readonly long secret = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));

    /// <summary>An empty table.</summary>
    /// <param name="channels">Room; rounded up to a power of two.</param>
    public ChannelTable(int channels)
    {
        var sets = BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, (channels + Ways - 1) / Ways));
        entries = new Entry[sets * Ways];
        versions = new int[sets];
        mask = sets - 1;
    }

    /// <summary>Key of a twin, by its URN or its series.</summary>
    public UInt128 Twin(TwinForm form, ReadOnlySpan<byte> name) => XxHash128.HashToUInt128(name, secret + (long)form);

    /// <summary>Key of a channel of a twin.</summary>
    public UInt128 Channel(UInt128 twin, ReadOnlySpan<byte> name) => XxHash128.HashToUInt128(name, (long)twin ^ secret) ^ twin;

    /// <summary>Looks a channel up.</summary>
    public bool TryGet(UInt128 key, out CachedChannel channel)
    {
        var set = (uint)key & mask;
        ref var version = ref versions[set];
        while (true)
        {
            var before = Volatile.Read(ref version);
            if ((before & 1) == 0)
            {
                var found = TryFind(set, key, out channel);
                Interlocked.MemoryBarrier();
                if (Volatile.Read(ref version) == before)
                {
                    return found;
                }
            }

            Thread.SpinWait(1);
        }
    }

    /// <summary>Remembers a channel, in place of what was known of it, or of another one when the set is full.</summary>
    public void Set(UInt128 key, CachedChannel channel)
    {
        var set = (uint)key & mask;
        ref var version = ref versions[set];
        var before = Lock(ref version);
        var slots = entries.AsSpan((int)set * Ways, Ways);
        var at = 0;
        while (at < Ways && slots[at].Used && !slots[at].Is(key))
        {
            at++;
        }

        if (at == Ways)
        {
            at = (before >> 1) & (Ways - 1);
        }

        slots[at] = new Entry(key, channel);
        Volatile.Write(ref version, before + 2);
    }

    private static int Lock(ref int version)
    {
        while (true)
        {
            var before = Volatile.Read(ref version);
            if ((before & 1) == 0 && Interlocked.CompareExchange(ref version, before + 1, before) == before)
            {
                return before;
            }

            Thread.SpinWait(1);
        }
    }

    private bool TryFind(uint set, UInt128 key, out CachedChannel channel)
    {
        foreach (ref readonly var entry in entries.AsSpan((int)set * Ways, Ways))
        {
            if (entry.Is(key))
            {
                channel = entry.Channel;
                return true;
            }
        }

        channel = default;
        return false;
    }

    private readonly struct Entry(UInt128 key, CachedChannel channel)
    {
        private readonly ulong high = (ulong)(key >> 64);
        private readonly ulong low = (ulong)key | 1;
        private readonly int handle = channel.Handle;
        private readonly ushort partition = (ushort)channel.Partition;
        private readonly ushort stamp = channel.Stamp;

        public bool Used => low != 0;

        public CachedChannel Channel => new(partition, handle, stamp);

        public bool Is(UInt128 other) => low == ((ulong)other | 1) && high == (ulong)(other >> 64);
    }
}
