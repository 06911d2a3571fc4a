using FASTER.core;

namespace CityActors.Silo.Log.Framed;

/// <summary>
/// Tells FasterLog where to go on: at the address that our own recovery check has found whole, instead of one that FasterLog remembers.
/// FasterLog's own commits are not kept, since the acknowledged mark and the frames say more.
/// </summary>
/// <param name="begin">First address retained.</param>
/// <param name="until">Address after the last whole frame.</param>
internal sealed class RecoveredCommit(long begin, long until) : ILogCommitManager
{
    private const long Number = 1;

    /// <inheritdoc/>
    public void Commit(long beginAddress, long untilAddress, byte[] commitMetadata, long commitNum, bool forceWriteMetadata)
    {
    }

    /// <inheritdoc/>
    public byte[] GetCommitMetadata(long commitNum) =>
        new FasterLogRecoveryInfo { BeginAddress = begin, UntilAddress = until, CommitNum = Number }.ToByteArray();

    /// <inheritdoc/>
    public IEnumerable<long> ListCommits() => [Number];

    /// <inheritdoc/>
    public void RemoveCommit(long commitNum)
    {
    }

    /// <inheritdoc/>
    public void RemoveAllCommits()
    {
    }

    /// <inheritdoc/>
    public void OnRecovery(long commitNum)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
