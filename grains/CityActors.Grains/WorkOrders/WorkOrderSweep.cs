using CityActors.Cases;
using CityActors.Grains.Cases;
using CityActors.WorkOrders;

namespace CityActors.Grains.WorkOrders;

/// <summary>
/// Says that the time of a work order has passed. The due time stands beside the order: a start finds what passed meanwhile.
/// </summary>
internal sealed class WorkOrderSweep(IGrainFactory grains, TimeProvider time) : ICaseSweep
{
    /// <inheritdoc/>
    public string Kind => CaseKinds.WorkOrder;

    /// <inheritdoc/>
    public async Task Wake(string id, CancellationToken cancellationToken)
    {
        var order = grains.GetGrain<IWorkOrderGrain>(id);
        if (await order.Read() is { DueAt: { } due } && due <= time.GetUtcNow())
        {
            var answer = await order.Do(new TellOverdue(due), new MoveOrder());
            if (!answer.IsDone)
            {
                throw new InvalidOperationException($"Work order {id} did not take that its time has passed: {answer.Detail}");
            }
        }
    }
}
